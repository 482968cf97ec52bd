/** Restores while the source is written to by many at once. */
@NullMarked
package dev.tidemark.acceptance.load;

import org.jspecify.annotations.NullMarked;
