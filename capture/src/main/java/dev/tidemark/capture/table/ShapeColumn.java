package dev.tidemark.capture.table;

/**
 * A column of the rows that a source sends.
 *
 * @param type the number of its type in the source
 * @param modifier what stands in the type's parentheses, as the source encodes it; -1 for nothing
 */
public record ShapeColumn(String name, long type, int modifier) {}
