/**
 * Where the archive's files are kept: the port, and the file system behind it.
 *
 * <p>A path here is a name with slashes and means nothing: this package knows no run, no manifest
 * and no backup.
 */
@NullMarked
package dev.tidemark.archive.storage;

import org.jspecify.annotations.NullMarked;
