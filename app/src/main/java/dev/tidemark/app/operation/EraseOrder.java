package dev.tidemark.app.operation;

import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be erased.
 *
 * @param conditions which rows of each table; they may name a person, so they are told to nobody
 * @param patience how long a scheduled backup may need to end, and capture to come up to now
 */
public record EraseOrder(
    SortedMap<TableId, RowCondition> conditions, Extent extent, Topics topics, Duration patience) {

  public EraseOrder {
    conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
  }

  /** How far it goes. */
  public enum Extent {
    /** It says what it would do. */
    PLAN,
    /** It does it. */
    ERASE
  }

  /** What becomes of the topics of changes in Kafka, which have the rows as well. */
  public enum Topics {
    /** They lose what the backups have. */
    RELEASE,
    /** They stay as they are. */
    KEEP
  }

  public boolean isDryRun() {
    return extent == Extent.PLAN;
  }

  /** Without the conditions. */
  @Override
  public String toString() {
    return "erasure from " + conditions.keySet();
  }
}
