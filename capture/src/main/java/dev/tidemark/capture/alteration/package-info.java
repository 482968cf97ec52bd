/**
 * What a change of a table's definition means for the rows that were captured before it.
 *
 * <p>Pure: it compares states of the catalog, and knows neither how they are read nor what is done
 * about it.
 */
@NullMarked
package dev.tidemark.capture.alteration;

import org.jspecify.annotations.NullMarked;
