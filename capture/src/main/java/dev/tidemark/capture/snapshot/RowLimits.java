package dev.tidemark.capture.snapshot;

/**
 * How much of a table one part may hold in memory.
 *
 * @param rows at the most
 * @param bytes after which no more rows are taken
 */
public record RowLimits(int rows, long bytes) {}
