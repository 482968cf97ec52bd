package dev.tidemark.compactor.backup;

/** As many histories again, and others: each of the two takes its own at random. */
final class MoreHistoriesTest extends HistoryOracleTest {}
