/** What is measured: one class for each table of rows in the report. */
@NullMarked
package dev.tidemark.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
