/**
 * Backups brought from one storage to another. What is there can be restored at every instant of a
 * copy, and a copy that was broken off goes on where it was.
 *
 * <p>It copies bytes and compares hashes; how they came to be is not its business.
 */
@NullMarked
package dev.tidemark.archive.copy;

import org.jspecify.annotations.NullMarked;
