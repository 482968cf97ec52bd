package dev.tidemark.acceptance.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The source after one of its transactions, as the source itself says.
 *
 * @param sequence counted by the spec: the snapshot is 1
 * @param transaction the server's id
 * @param time of the commit, by the server's own record of it
 * @param rows by table, in key order, as the server prints them
 */
record Moment(long sequence, String transaction, Instant time, Map<String, List<String>> rows) {}
