package dev.tidemark.capture.table;

/**
 * A value of an enum as the catalog of this one server has it. Rows refer to it by its number, so
 * two looks tell by that whether it was renamed, also when another one was given its name.
 *
 * @param type the enum, as definitions name it
 * @param number {@code pg_enum.oid}
 * @param text what rows that have it print
 */
public record EnumLabel(String type, long number, String text) {}
