package dev.tidemark.acceptance.workload;

/**
 * A commit of the workload.
 *
 * @param transaction the server's id of it; empty when it got none
 * @param touched whether it inserted, updated, deleted or truncated anything
 * @param after the state it left
 */
public record Committed(String transaction, boolean touched, State after) {}
