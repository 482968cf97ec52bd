package dev.tidemark.schemas.table;

/**
 * How a column's values are kept in a row. Chosen from the column's base type (a domain counts as
 * the type below it). Whatever has no kind of its own is {@link #OTHER}: the server's own text,
 * which every type can be restored from.
 */
public enum ValueKind {
  BOOLEAN,
  /** smallint. */
  INT16,
  INT32,
  INT64,
  FLOAT32,
  FLOAT64,
  /** numeric, as exact text: scale is kept, NaN and infinities are allowed. */
  NUMERIC,
  /** date: days since 1970-01-01, or text for what has no day (infinity). */
  DATE,
  /** time without time zone: microseconds since midnight, 24:00:00 included. */
  TIME,
  /** timestamp without time zone: microseconds since 1970-01-01, or text (infinity). */
  TIMESTAMP,
  /** timestamptz: microseconds since 1970-01-01T00:00Z, or text (infinity). */
  TIMESTAMPTZ,
  UUID,
  /** bytea. */
  BYTES,
  /** text, varchar, char, name, json, xml, enums: types whose binary form is their text. */
  TEXT,
  /** jsonb: text, whose binary form has one version byte before it. */
  JSONB,
  /** Any other type, as the server's own text. */
  OTHER
}
