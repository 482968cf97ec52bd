package dev.tidemark.schemas.table;

import org.jspecify.annotations.Nullable;

/**
 * A column as the catalog has it.
 *
 * @param number its number in the table, from 1, which no other column of it ever had or will have:
 *     a column is known by it, for names are given anew
 * @param name as spelled in the catalog
 * @param type the type with its modifiers, fully qualified where needed, as DDL takes it: {@code
 *     numeric(12,2)}, {@code public.mood}
 * @param kind how its values are kept in rows
 * @param nullable false when declared NOT NULL
 * @param defaultExpression the default, as DDL takes it; null without one
 * @param generation what the database itself does to fill it
 * @param collation a collation other than its type's, quoted and qualified for DDL; null without
 *     one
 * @param missing the text that rows older than the column have for it; null: they have NULL
 */
public record Column(
    int number,
    String name,
    String type,
    ValueKind kind,
    boolean nullable,
    @Nullable String defaultExpression,
    Generation generation,
    @Nullable String collation,
    @Nullable String missing) {

  public Column {
    if (number < 1) {
      throw new IllegalArgumentException("column " + name + " has number " + number);
    }
  }

  /** Whether the column's values are in the change stream; a generated column's are not. */
  public boolean isStored() {
    return !(generation instanceof Generation.Computed);
  }

  public ColumnType columnType() {
    return new ColumnType(kind, type);
  }

  /** This column, with what an earlier state of it had for older rows, if it has nothing itself. */
  Column rememberingMissing(Column earlier) {
    boolean isForgotten = missing == null && columnType().holdsValuesOf(earlier.columnType());
    return new Column(
        number,
        name,
        type,
        kind,
        nullable,
        defaultExpression,
        generation,
        collation,
        isForgotten ? earlier.missing : missing);
  }
}
