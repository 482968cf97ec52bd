package dev.tidemark.capture.table;

/**
 * A column as the catalog of this one server has it: what a definition leaves out, because it means
 * nothing elsewhere.
 *
 * @param number the column's number in its table
 * @param type the type's oid
 * @param modifier {@code atttypmod}, or -1
 * @param stamp the transaction that wrote the column's row of the catalog, {@code
 *     pg_attribute.xmin}: it is another after anything was said of the column
 */
public record Attribute(int number, long type, int modifier, long stamp) {}
