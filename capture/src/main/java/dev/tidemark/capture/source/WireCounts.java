package dev.tidemark.capture.source;

import java.util.Map;

/**
 * How many changes of a transaction arrived from the server, counted before anything was done with
 * them.
 *
 * @param byRelation by the oid of each table; a TRUNCATE of several counts once for each
 */
record WireCounts(Map<Long, Long> byRelation) {

  WireCounts {
    byRelation = Map.copyOf(byRelation);
  }
}
