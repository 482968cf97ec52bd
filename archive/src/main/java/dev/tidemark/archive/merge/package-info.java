/**
 * A table as of one sequence, from its runs: one streaming merge that holds a block of each run and
 * one row. Restores, synthetic fulls and look-ups of moved keys all read through it.
 */
@NullMarked
package dev.tidemark.archive.merge;

import org.jspecify.annotations.NullMarked;
