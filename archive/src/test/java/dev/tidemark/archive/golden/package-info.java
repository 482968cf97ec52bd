/**
 * Whole archives as format 1 has them: files that every later version must read. Knows nothing of
 * how anything else is tested.
 */
@NullMarked
package dev.tidemark.archive.golden;

import org.jspecify.annotations.NullMarked;
