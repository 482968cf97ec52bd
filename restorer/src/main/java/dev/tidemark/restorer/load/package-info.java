/**
 * Moves rows from the archive to where they go, several tables at once. It knows where they go only
 * as a {@link dev.tidemark.restorer.load.Destination}.
 */
@NullMarked
package dev.tidemark.restorer.load;

import org.jspecify.annotations.NullMarked;
