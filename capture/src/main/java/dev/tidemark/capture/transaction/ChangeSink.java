package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.List;

/**
 * Where numbered changes go. Nothing given to it lasts until {@link #commit}; then all of it does,
 * or nothing.
 */
public interface ChangeSink {

  /** Changes of this shape are to be written by this definition. */
  void use(TableShape shape, TableDefinition definition);

  /** Keeps how a table was when it was last looked at, for the next start. */
  void keep(TableState state);

  /** Keeps of a table of the collection that it is no longer in the source. */
  void miss(TableId table);

  /** Keeps nothing of a table that is no longer in the collection. */
  void forget(TableId table);

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

  /**
   * Takes a row that is there, read in full.
   *
   * @param line the row as COPY's text has it, its values in the order of the shape's columns; the
   *     array is used up
   * @return how many bytes the change has
   */
  long read(ChangeId id, Origin origin, TableShape shape, byte[] line);

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
