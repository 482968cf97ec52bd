package dev.tidemark.schemas.timeline;

import static dev.tidemark.schemas.timeline.AvroFields.longOf;
import static dev.tidemark.schemas.timeline.AvroFields.positionOf;
import static dev.tidemark.schemas.timeline.AvroFields.recordsOf;
import static dev.tidemark.schemas.timeline.AvroFields.sequenceOf;
import static dev.tidemark.schemas.timeline.AvroFields.tableOf;
import static dev.tidemark.schemas.timeline.AvroFields.textOf;
import static dev.tidemark.schemas.timeline.AvroFields.timeOf;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.table.DefinitionJson;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** Timeline entries as Avro records: in checkpoints, and one by one in a backup's timeline file. */
public final class TimelineEntryCodec {

  private TimelineEntryCodec() {}

  /** The union of all kinds of entries. */
  public static Schema schema() {
    return TimelineSchemas.ENTRY;
  }

  public static GenericRecord toAvro(TimelineEntry entry) {
    if (entry instanceof TimelineEntry.Commit commit) {
      return commit(commit);
    } else if (entry instanceof TimelineEntry.Truncated truncated) {
      return record("Truncated")
          .set("sequence", truncated.sequence().value())
          .set("order", truncated.id().order())
          .set("table", AvroFields.table(truncated.table()))
          .build();
    } else if (entry instanceof TimelineEntry.Defined defined) {
      return record("Defined")
          .set("sequence", defined.sequence().value())
          .set("definition", DefinitionJson.write(defined.definition()))
          .build();
    } else if (entry instanceof TimelineEntry.Marked marked) {
      return record("Marked")
          .set("sequence", marked.sequence().value())
          .set("name", marked.name())
          .set("position", marked.position().value())
          .set("time", AvroFields.time(marked.time()))
          .build();
    } else if (entry instanceof TimelineEntry.Gap gap) {
      return record("Gap")
          .set("sequence", gap.sequence().value())
          .set("reason", gap.reason())
          .set("time", AvroFields.time(gap.time()))
          .build();
    } else if (entry instanceof TimelineEntry.SnapshotStarted started) {
      return record("SnapshotStarted")
          .set("sequence", started.sequence().value())
          .set("position", started.position().value())
          .set("time", AvroFields.time(started.time()))
          .build();
    }
    return ofTable(entry);
  }

  private static GenericRecord ofTable(TimelineEntry entry) {
    if (entry instanceof TimelineEntry.Obscured obscured) {
      return record("Obscured")
          .set("sequence", obscured.sequence().value())
          .set("table", AvroFields.table(obscured.table()))
          .set("after", obscured.after().value())
          .set("reason", obscured.reason())
          .build();
    } else if (entry instanceof TimelineEntry.ReadStarted started) {
      return record("ReadStarted")
          .set("sequence", started.sequence().value())
          .set("table", AvroFields.table(started.table()))
          .build();
    } else if (entry instanceof TimelineEntry.Cleared cleared) {
      return record("Cleared")
          .set("sequence", cleared.sequence().value())
          .set("table", AvroFields.table(cleared.table()))
          .build();
    } else if (entry instanceof TimelineEntry.Removed removed) {
      return record("Removed")
          .set("sequence", removed.sequence().value())
          .set("table", AvroFields.table(removed.table()))
          .set("reason", removed.reason())
          .build();
    }
    throw new AssertionError(entry);
  }

  /**
   * @throws UnreadableTimelineException it is no entry of this version
   */
  public static TimelineEntry fromAvro(GenericRecord record) {
    return switch (record.getSchema().getName()) {
      case "Commit" ->
          new TimelineEntry.Commit(
              sequenceOf(record),
              new TransactionId(textOf(record, "transaction")),
              positionOf(record, "position"),
              timeOf(record),
              recordsOf(record, "tables").stream().map(TimelineEntryCodec::changesOf).toList());
      case "Truncated" ->
          new TimelineEntry.Truncated(
              new ChangeId(sequenceOf(record), longOf(record, "order")), tableOf(record));
      case "Defined" ->
          new TimelineEntry.Defined(
              sequenceOf(record), DefinitionJson.read(textOf(record, "definition")));
      case "Marked" ->
          new TimelineEntry.Marked(
              sequenceOf(record),
              textOf(record, "name"),
              positionOf(record, "position"),
              timeOf(record));
      case "Gap" ->
          new TimelineEntry.Gap(sequenceOf(record), textOf(record, "reason"), timeOf(record));
      case "SnapshotStarted" ->
          new TimelineEntry.SnapshotStarted(
              sequenceOf(record), positionOf(record, "position"), timeOf(record));
      case "Obscured" ->
          new TimelineEntry.Obscured(
              sequenceOf(record),
              tableOf(record),
              Sequence.of(longOf(record, "after")),
              textOf(record, "reason"));
      case "ReadStarted" -> new TimelineEntry.ReadStarted(sequenceOf(record), tableOf(record));
      case "Cleared" -> new TimelineEntry.Cleared(sequenceOf(record), tableOf(record));
      case "Removed" ->
          new TimelineEntry.Removed(sequenceOf(record), tableOf(record), textOf(record, "reason"));
      default ->
          throw new UnreadableTimelineException(
              "a timeline has an entry of the unknown kind " + record.getSchema().getName(), null);
    };
  }

  private static GenericRecord commit(TimelineEntry.Commit commit) {
    return record("Commit")
        .set("sequence", commit.sequence().value())
        .set("transaction", commit.transaction().value())
        .set("position", commit.position().value())
        .set("time", AvroFields.time(commit.time()))
        .set("tables", commit.tables().stream().map(TimelineEntryCodec::toAvro).toList())
        .build();
  }

  static GenericRecord toAvro(TableChanges changes) {
    return new GenericRecordBuilder(TimelineSchemas.TABLE_CHANGES)
        .set("table", AvroFields.table(changes.table()))
        .set("inserts", changes.inserts())
        .set("updates", changes.updates())
        .set("deletes", changes.deletes())
        .set("truncates", changes.truncates())
        .set("ends", changes.ends().stream().map(TimelineEntryCodec::end).toList())
        .build();
  }

  static TableChanges changesOf(GenericRecord record) {
    List<PartitionEnd> ends =
        recordsOf(record, "ends").stream()
            .map(end -> new PartitionEnd((int) end.get("partition"), longOf(end, "next")))
            .toList();
    return new TableChanges(
        tableOf(record),
        longOf(record, "inserts"),
        longOf(record, "updates"),
        longOf(record, "deletes"),
        longOf(record, "truncates"),
        ends);
  }

  private static GenericRecord end(PartitionEnd end) {
    return new GenericRecordBuilder(TimelineSchemas.PARTITION_END)
        .set("partition", end.partition())
        .set("next", end.next())
        .build();
  }

  private static GenericRecordBuilder record(String name) {
    return new GenericRecordBuilder(TimelineSchemas.entry(name));
  }
}
