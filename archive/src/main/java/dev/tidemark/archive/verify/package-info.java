/**
 * Whether backups are what they were when they were made: every file present, of its size, with its
 * hash and in its order, the chain of manifests unbroken, and, when asked, every row of every
 * boundary decoded and merged.
 *
 * <p>Reads only, and knows no source: what a file should be is what its manifest says.
 */
@NullMarked
package dev.tidemark.archive.verify;

import org.jspecify.annotations.NullMarked;
