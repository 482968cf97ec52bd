/**
 * Measurements side by side with peers and limits, run by hand. Nothing here is a test: a figure
 * may disappoint, it may not lie.
 */
@NullMarked
package dev.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
