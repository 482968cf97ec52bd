/**
 * Which rows of a table somebody wants: a condition over its columns, and what it is for a row.
 * Knows rows and definitions; neither where rows come from nor where they go.
 */
@NullMarked
package dev.tidemark.restorer.filter;

import org.jspecify.annotations.NullMarked;
