package dev.tidemark.app.operation;

import dev.tidemark.restorer.compare.TableVerdict;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import java.util.List;

/**
 * What comparing a collection's backups with its source came to.
 *
 * @param sequence both were looked at as of it
 * @param position where that is in the source's log
 * @param tables a verdict for each, in the order of their names
 */
public record SourceComparison(
    CollectionName collection,
    Sequence sequence,
    SourcePosition position,
    List<TableVerdict> tables) {

  public SourceComparison {
    tables = List.copyOf(tables);
  }

  /** Whether every table is the same. */
  public boolean isSame() {
    return tables.stream().allMatch(TableVerdict::isSame);
  }

  /** How many tables are not the same. */
  public long differing() {
    return tables.stream().filter(table -> !table.isSame()).count();
  }
}
