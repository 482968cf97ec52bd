package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record on the timeline topic, written in the same Kafka transaction as the events it speaks
 * of. The last one says all that capture needs to go on after any crash.
 *
 * @param last the sequence of the last complete transaction; {@link Sequence#NONE} before the first
 * @param entries what is new since the checkpoint before, in order
 * @param offsets how far every partition reaches, this batch included
 * @param resume where the source is to be read from: the end of the last complete transaction
 * @param time the source's time up to which everything committed is captured
 * @param open the transaction that is written in part; null between transactions
 * @param checked the last sequence up to which the definitions on the timeline are complete: so
 *     far, the source's catalog was looked at in places of its own log
 * @param obscured the tables that are not known here
 */
public record Checkpoint(
    Sequence last,
    List<TimelineEntry> entries,
    OffsetMap offsets,
    SourcePosition resume,
    Instant time,
    @Nullable OpenTransaction open,
    Sequence checked,
    List<Obscurity> obscured) {

  public Checkpoint {
    entries = List.copyOf(entries);
    obscured = List.copyOf(obscured);
  }

  /** A checked one, at which every table is known. */
  public Checkpoint(
      Sequence last,
      List<TimelineEntry> entries,
      OffsetMap offsets,
      SourcePosition resume,
      Instant time,
      @Nullable OpenTransaction open) {
    this(last, entries, offsets, resume, time, open, last, List.of());
  }

  /**
   * A backup may end here: it is {@linkplain #isChecked() checked}, and no table is read in part.
   */
  public boolean isBoundary() {
    return isChecked() && obscured.stream().allMatch(each -> each.reading().isEmpty());
  }

  /**
   * No transaction is written in part, and nothing that happened before to a table's definition
   * will be learned later.
   */
  public boolean isChecked() {
    return open == null && checked.equals(last);
  }

  /** A snapshot is under way: no transaction follows before it is complete. */
  public boolean isSnapshotting() {
    return open != null && open.transaction().equals(TransactionId.SNAPSHOT);
  }

  /** The gap that it tells of. */
  public Optional<TimelineEntry.Gap> gap() {
    return entries.stream()
        .filter(TimelineEntry.Gap.class::isInstance)
        .map(TimelineEntry.Gap.class::cast)
        .findFirst();
  }

  public Optional<OpenTransaction> openTransaction() {
    return Optional.ofNullable(open);
  }

  /**
   * A transaction, or a snapshot, of which a part is already in Kafka. After a crash the source
   * sends it again from its start, and of each table as many changes are skipped as were written.
   *
   * @param transaction the source's id of it
   * @param sequence the sequence its changes bear
   * @param parts what is in Kafka of it, per table
   */
  public record OpenTransaction(
      TransactionId transaction, Sequence sequence, List<WrittenPart> parts) {

    public OpenTransaction {
      parts = List.copyOf(parts);
    }

    /** How many changes are in Kafka. */
    public long written() {
      return parts.stream().map(WrittenPart::changes).mapToLong(TableChanges::total).sum();
    }
  }

  /**
   * What of a transaction is in Kafka for one table.
   *
   * @param arrivals how many changes came from the source for it; an update that moves a row to
   *     another key is one, and two in {@code changes}
   */
  public record WrittenPart(long arrivals, TableChanges changes) {}
}
