package dev.tidemark.schemas.row;

import dev.tidemark.schemas.table.ColumnType;
import dev.tidemark.schemas.table.ValueKind;
import org.jspecify.annotations.Nullable;

/**
 * One field of a row.
 *
 * @param name as Avro has it
 * @param column as the catalog has it
 * @param number the column's number in its table
 * @param kind how its values are kept
 * @param type the source's type, as DDL takes it
 * @param missing the text that rows older than the column have for it; null: they have NULL
 * @param position its place among the row's fields, from 0
 */
public record RowField(
    String name,
    String column,
    int number,
    ValueKind kind,
    String type,
    @Nullable String missing,
    int position) {

  ColumnType columnType() {
    return new ColumnType(kind, type);
  }
}
