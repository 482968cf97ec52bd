/**
 * The programs that Tidemark is measured against, each installed from where its makers publish it.
 */
@NullMarked
package dev.tidemark.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
