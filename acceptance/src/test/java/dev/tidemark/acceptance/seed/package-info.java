/** Randomness that can be had again: every seed is told when a spec fails. */
@NullMarked
package dev.tidemark.acceptance.seed;

import org.jspecify.annotations.NullMarked;
