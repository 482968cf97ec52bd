package dev.tidemark.capture.pgoutput;

/**
 * A column of the rows that follow.
 *
 * @param isKey part of the replica identity
 * @param type the type's oid, unsigned
 * @param modifier {@code atttypmod}: what stands in the type's parentheses, or -1
 */
public record RelationColumn(String name, boolean isKey, long type, int modifier) {}
