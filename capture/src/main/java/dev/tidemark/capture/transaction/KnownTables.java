package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.List;

/**
 * What is known of a collection's tables where capture begins, and where more can be learned.
 *
 * @param states as the tables were when they were last looked at
 * @param now how they are now
 * @param rows where their rows are read
 * @param touch what messages begin with that this capture writes while it reads rows, and no other
 */
public record KnownTables(
    List<TableState> states, TableBook.CatalogNow now, TableRows rows, String touch) {

  public KnownTables {
    states = List.copyOf(states);
  }

  TableBook book(Checkpoint last) {
    boolean isFresh = last.isChecked();
    return new TableBook(now, states, last.checked(), last.obscured(), isFresh);
  }
}
