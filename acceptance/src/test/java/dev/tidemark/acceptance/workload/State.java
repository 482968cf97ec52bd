package dev.tidemark.acceptance.workload;

import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.Map;

/**
 * All rows of all tables at one moment.
 *
 * @param rows per table, one line of COPY's text format per row, in the order of their text;
 *     generated columns left out
 */
public record State(Map<TableId, List<String>> rows) {

  public State {
    rows = Map.copyOf(rows);
  }

  public List<String> of(TableId table) {
    return rows.getOrDefault(table, List.of());
  }
}
