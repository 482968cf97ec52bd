package dev.tidemark.schemas.table;

/**
 * A sequence owned by a column (serial or identity).
 *
 * @param name its name, without schema; it lives in its table's schema
 * @param column the column that owns it
 * @param options as {@code CREATE SEQUENCE} takes them: {@code AS bigint START WITH 1 INCREMENT BY
 *     1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE}
 * @param increment its step, never 0; a negative one counts down
 * @param lastValue the last value handed out when the definition was read; start − increment when
 *     none
 */
public record OwnedSequence(
    String name, String column, String options, long increment, long lastValue) {}
