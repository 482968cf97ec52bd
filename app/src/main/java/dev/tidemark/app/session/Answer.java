package dev.tidemark.app.session;

import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.OperationStatus;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.AlterTables;
import dev.tidemark.app.operation.DropCollection;
import dev.tidemark.app.operation.EraseOrder;
import dev.tidemark.app.operation.ErasedRows;
import dev.tidemark.app.operation.GivenUp;
import dev.tidemark.app.operation.MarkCollection;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.operation.SourceComparison;
import dev.tidemark.app.operation.TakeBackup;
import dev.tidemark.archive.copy.CopyResult;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.archive.verify.VerificationReport;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** What came of a statement. */
public sealed interface Answer {

  /** Whether backups were found to be as they should; of what was not looked at nothing is said. */
  default boolean isWell() {
    return true;
  }

  /** Of {@code CREATE}. */
  record Created(ProtectedTables collection, CollectionStatus status) implements Answer {}

  /** Of {@code CREATE … IF NOT EXISTS}: there is one already, and it stays as it is. */
  record CreatedBefore(CollectionName name) implements Answer {}

  /** Of {@code ALTER}: the collection as it is now. */
  record Altered(ProtectedTables collection) implements Answer {}

  /** Of {@code ALTER … ADD TABLE} and {@code ALTER … DROP TABLE}. */
  record TablesAltered(AlterTables.Order order, AlterTables.Outcome outcome) implements Answer {}

  /** Of {@code DROP}. */
  record Dropped(
      CollectionName name, DropCollection.Backups backups, DropCollection.Dropped outcome)
      implements Answer {}

  /** Of {@code DROP … IF EXISTS}: there is none. */
  record NotThere(CollectionName name) implements Answer {}

  /** Of {@code BACKUP}. */
  record BackedUp(CollectionName name, TakeBackup.Outcome outcome) implements Answer {}

  /** Of {@code RESTORE} and {@code EXPLAIN RESTORE}. */
  record Restored(RestoreReport report) implements Answer {}

  /** Of {@code MARK}. */
  record Marked(CollectionName name, MarkCollection.Outcome outcome) implements Answer {}

  /** Of {@code SHOW BACKUP COLLECTIONS} and {@code SHOW BACKUP COLLECTION}. */
  record Collections(List<Overview> collections) implements Answer {
    public Collections {
      collections = List.copyOf(collections);
    }
  }

  /** Of {@code SHOW BACKUPS IN}. */
  record Backups(Overview collection) implements Answer {}

  /**
   * Of {@code SHOW TIMELINE OF}, which may be longer than memory.
   *
   * @param reading is read once
   */
  record Timeline(CollectionName name, Reading reading) implements Answer {}

  /** Reads a timeline. */
  interface Reading {
    /**
     * Gives every entry that was asked for once, in order.
     *
     * @return whether it is known what is newer than the backups
     */
    boolean run(Consumer<TimelineEntry> sink);
  }

  /** Of {@code SHOW OPERATIONS}: the newest first. */
  record Operations(List<OperationStatus> operations) implements Answer {
    public Operations {
      operations = List.copyOf(operations);
    }
  }

  /** Of {@code SHOW OPERATION}. */
  record Operation(OperationStatus status) implements Answer {}

  /** Of {@code CANCEL OPERATION}: what became of it, which may be that it was done before. */
  record Ended(OperationStatus status) implements Answer {}

  /** Of {@code VERIFY}. */
  record Verified(VerificationReport report) implements Answer {
    @Override
    public boolean isWell() {
      return report.isIntact();
    }
  }

  /** Of {@code DRILL}. */
  record Drilled(CollectionName name, Drill drill) implements Answer {

    @Override
    public boolean isWell() {
      return drill.isPassed();
    }
  }

  /** Of {@code VERIFY … AGAINST SOURCE}. */
  record Compared(SourceComparison comparison) implements Answer {

    @Override
    public boolean isWell() {
      return comparison.isSame();
    }
  }

  /** Of {@code SHOW RETENTION OF}. */
  record Retention(CollectionName name, GivenUp given) implements Answer {
    @Override
    public boolean isWell() {
      return given.backups().damages().isEmpty();
    }
  }

  /** Of {@code APPLY RETENTION TO}: what was given up. */
  record GaveUp(CollectionName name, GivenUp given) implements Answer {
    @Override
    public boolean isWell() {
      return given.backups().damages().isEmpty();
    }
  }

  /**
   * Of {@code ROTATE KEY OF}.
   *
   * @param key the id of the one that opens the backups now
   */
  record KeyRotated(CollectionName name, String key) implements Answer {}

  /**
   * Of {@code ERASE}.
   *
   * @param extent whether it was done
   */
  record Erased(CollectionName name, ErasedRows outcome, EraseOrder.Extent extent)
      implements Answer {}

  /** Of {@code COPY BACKUPS}. */
  record Copied(CollectionName name, URI target, CopyResult result) implements Answer {}
}
