/**
 * Rows of tables without a key: equal ones are told apart by the numbers of their copies, which the
 * log does not have. From there on they are versions like any other.
 *
 * <p>A batch without such tables pays nothing.
 */
@NullMarked
package dev.tidemark.compactor.copy;

import org.jspecify.annotations.NullMarked;
