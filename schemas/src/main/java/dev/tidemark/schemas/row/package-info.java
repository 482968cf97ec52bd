/**
 * Rows and keys as Avro bytes: the schema of a table's rows, the encoder from the source's text to
 * bytes, cursors over those bytes, and the order of keys.
 *
 * <p>Knows table definitions and Avro's binary encoding; knows no event, file or database.
 */
@NullMarked
package dev.tidemark.schemas.row;

import org.jspecify.annotations.NullMarked;
