package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.List;
import java.util.Set;

/**
 * What is known of a collection's tables where capture begins, and where more can be learned.
 *
 * @param states as the tables were when they were last looked at
 * @param missing tables of the collection that the source did not have then
 * @param now how they are now
 * @param rows where their rows are read
 * @param touch what messages begin with that this capture writes while it reads rows, and no other
 */
public record KnownTables(
    List<TableState> states,
    Set<TableId> missing,
    TableBook.CatalogNow now,
    TableRows rows,
    String touch) {

  public KnownTables {
    states = List.copyOf(states);
    missing = Set.copyOf(missing);
  }

  TableBook book(Checkpoint last) {
    boolean isFresh = last.isChecked();
    return new TableBook(now, states, missing, last.checked(), last.obscured(), isFresh);
  }
}
