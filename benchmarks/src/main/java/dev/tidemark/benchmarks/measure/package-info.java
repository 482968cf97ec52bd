/**
 * Figures and what may be said of them: median, spread, ratio. Knows nothing of what is measured.
 */
@NullMarked
package dev.tidemark.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
