/**
 * What a backup says of itself: manifests, the timeline beside them, and the archive of one
 * collection in which they are found.
 *
 * <p>{@link dev.tidemark.archive.manifest.Archive} is where others begin, and says in which order
 * anything is written; {@link dev.tidemark.archive.manifest.MarkFiles} are for who gives backups
 * up, {@link dev.tidemark.archive.manifest.NextGeneration} for who writes them anew, {@link
 * dev.tidemark.archive.manifest.Drills} for who tries them. What each kind of file is called and
 * how it is read stays inside.
 *
 * <p>Reads and writes what is there; which backups belong together, and what to read for a restore,
 * is decided elsewhere.
 */
@NullMarked
package dev.tidemark.archive.manifest;

import org.jspecify.annotations.NullMarked;
