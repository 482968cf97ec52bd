/**
 * How a source's tables are: as it announces them with their rows, as its catalog has them in a
 * place of its log, and what a difference between two places means for the rows captured before.
 *
 * <p>Pure: it knows neither how they are read nor what is done about it.
 */
@NullMarked
package dev.tidemark.capture.table;

import org.jspecify.annotations.NullMarked;
