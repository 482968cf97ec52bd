/** The hot loops alone, under JMH. */
@NullMarked
package dev.tidemark.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
