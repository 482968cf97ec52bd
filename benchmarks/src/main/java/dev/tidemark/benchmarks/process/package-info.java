/** Other programs: run to their end and timed, or kept in the background and ended. */
@NullMarked
package dev.tidemark.benchmarks.process;

import org.jspecify.annotations.NullMarked;
