package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.List;
import java.util.Optional;

/**
 * Where numbered changes go. Nothing given to it lasts until {@link #commit}; then all of it does,
 * or nothing.
 */
public interface ChangeSink {

  /**
   * Makes sure that changes of this shape can be written, before the first of them.
   *
   * @return the table's definition, when it is new
   */
  Optional<TableDefinition> prepare(TableShape shape);

  /**
   * What an update comes to that says what the row was before: one change, or where it moves the
   * row to another key, or the row has none, two, of which the first takes the old row away.
   */
  List<RowChange> parts(RowChange update);

  /**
   * Takes a change.
   *
   * @return how many bytes it has
   */
  long write(ChangeId id, Origin origin, RowChange change);

  /** Takes note of a change that was committed before a crash and is sent again. */
  void repeat(RowChange change);

  /** All changes since the last seal are this transaction's, and there are no more of it. */
  void seal(Sequence sequence);

  /**
   * Makes all of it durable, with a checkpoint whose offsets are filled in.
   *
   * @return the checkpoint as written
   */
  Checkpoint commit(Checkpoint checkpoint);
}
