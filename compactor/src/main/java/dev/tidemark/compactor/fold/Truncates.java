package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** When the tables of a batch were truncated. */
public final class Truncates {

  private final Map<TableId, NavigableSet<ChangeId>> byTable = new HashMap<>();

  public Truncates(Collection<Truncated> truncates) {
    for (Truncated truncated : truncates) {
      byTable.computeIfAbsent(truncated.table(), table -> new TreeSet<>()).add(truncated.id());
    }
  }

  /** Whether a table was truncated after one change of it and before a later one. */
  public boolean between(
      TableId table, long sequence, long order, long laterSequence, long laterOrder) {
    if (byTable.isEmpty()) {
      return false;
    }
    NavigableSet<ChangeId> truncates = byTable.get(table);
    if (truncates == null) {
      return false;
    }
    ChangeId next = truncates.higher(ChangeId.of(sequence, order));
    return next != null && ChangeId.of(laterSequence, laterOrder).isAfter(next);
  }
}
