package dev.tidemark.schemas.table;

import org.jspecify.annotations.Nullable;

/**
 * A column as the catalog has it.
 *
 * @param name as spelled in the catalog
 * @param type the type with its modifiers, fully qualified where needed, as DDL takes it: {@code
 *     numeric(12,2)}, {@code public.mood}
 * @param kind how its values are kept in rows
 * @param nullable false when declared NOT NULL
 * @param defaultExpression the default, as DDL takes it; null without one
 * @param generation what the database itself does to fill it
 * @param collation a collation other than its type's, quoted and qualified for DDL; null without
 *     one
 */
public record Column(
    String name,
    String type,
    ValueKind kind,
    boolean nullable,
    @Nullable String defaultExpression,
    Generation generation,
    @Nullable String collation) {

  /** Whether the column's values are in the change stream; a generated column's are not. */
  public boolean isStored() {
    return !(generation instanceof Generation.Computed);
  }
}
