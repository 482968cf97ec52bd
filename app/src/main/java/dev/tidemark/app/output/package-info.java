/**
 * How things are said to a person or a program: one JSON document, tables, sizes, errors, progress.
 *
 * <p>Knows no operation; it is given values.
 */
@NullMarked
package dev.tidemark.app.output;

import org.jspecify.annotations.NullMarked;
