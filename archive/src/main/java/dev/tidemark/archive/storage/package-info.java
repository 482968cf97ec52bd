/**
 * Where the archive's files are kept: the port, the file system behind it, and what repeats calls.
 * The storages over a network are in packages of their own, which only {@link
 * dev.tidemark.archive.storage.Storages} knows.
 *
 * <p>A path here is a name with slashes and means nothing: this package knows no run, no manifest
 * and no backup.
 */
@NullMarked
package dev.tidemark.archive.storage;

import org.jspecify.annotations.NullMarked;
