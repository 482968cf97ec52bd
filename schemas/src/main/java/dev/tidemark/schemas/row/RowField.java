package dev.tidemark.schemas.row;

import dev.tidemark.schemas.table.ValueKind;

/**
 * One field of a row.
 *
 * @param name as Avro has it
 * @param column as the catalog has it
 * @param kind how its values are kept
 * @param type the source's type, as DDL takes it
 * @param position its place among the row's fields, from 0
 */
public record RowField(String name, String column, ValueKind kind, String type, int position) {}
