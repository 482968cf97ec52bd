/**
 * What a backup says of itself: manifests, the timeline beside them, and the archive of one
 * collection in which they are found.
 *
 * <p>Reads and writes what is there; which backups belong together, and what to read for a restore,
 * is decided elsewhere.
 */
@NullMarked
package dev.tidemark.archive.manifest;

import org.jspecify.annotations.NullMarked;
