/** Waiting for conditions, with deadlines. Nothing else in the specs waits. */
@NullMarked
package dev.tidemark.acceptance.await;

import org.jspecify.annotations.NullMarked;
