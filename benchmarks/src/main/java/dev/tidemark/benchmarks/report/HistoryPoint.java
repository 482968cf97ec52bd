package dev.tidemark.benchmarks.report;

/**
 * How long a restore to one point took.
 *
 * @param transactions committed between the full backup and the point
 * @param tidemarkSeconds until the tables stood in a database, verified
 * @param replaySeconds until the restored cluster had replayed its log and took writes
 */
public record HistoryPoint(long transactions, double tidemarkSeconds, double replaySeconds) {}
