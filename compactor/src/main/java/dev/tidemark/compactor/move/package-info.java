/**
 * Rows whose key moved: what such a row left unchanged is looked up under the key it had before, in
 * the batch and in the chain, so that no stored version depends on another key.
 *
 * <p>A batch without such rows pays nothing.
 */
@NullMarked
package dev.tidemark.compactor.move;

import org.jspecify.annotations.NullMarked;
