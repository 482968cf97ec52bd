package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.DefinitionJson;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Checkpoints and entries as Avro's generic records, and the bytes that Avro makes of them. */
final class GenericCheckpoints {

  private static final Schema CHECKPOINT = CheckpointCodec.schema();
  private static final Schema COMMIT = TimelineEntryWriter.schema().getTypes().get(0);
  private static final Schema CHANGES = elements(COMMIT, "tables");
  private static final Schema OPEN = CHECKPOINT.getField("open").schema().getTypes().get(1);

  private GenericCheckpoints() {}

  /** As Avro writes it, every array in one block. */
  static byte[] write(GenericRecord record, Schema schema) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return write(record, schema, EncoderFactory.get().binaryEncoder(bytes, null), bytes);
  }

  /** As Avro writes it when arrays are given in blocks of so many bytes, with their sizes. */
  static byte[] writeInBlocks(GenericRecord record, Schema schema) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EncoderFactory blocks = new EncoderFactory().configureBlockSize(64);
    return write(record, schema, blocks.blockingBinaryEncoder(bytes, null), bytes);
  }

  private static byte[] write(
      GenericRecord record, Schema schema, BinaryEncoder encoder, ByteArrayOutputStream bytes) {
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static GenericRecord of(Checkpoint checkpoint) {
    return new GenericRecordBuilder(CHECKPOINT)
        .set("last", checkpoint.last().value())
        .set("entries", checkpoint.entries().stream().map(GenericCheckpoints::of).toList())
        .set("offsets", offsets(checkpoint.offsets()))
        .set("resume", checkpoint.resume().value())
        .set("time", micros(checkpoint.time()))
        .set("open", checkpoint.openTransaction().map(GenericCheckpoints::open).orElse(null))
        .set("checked", checkpoint.checked().value())
        .set("obscured", checkpoint.obscured().stream().map(GenericCheckpoints::of).toList())
        .build();
  }

  static GenericRecord of(TimelineEntry entry) {
    GenericRecordBuilder record = entry(entry.getClass().getSimpleName());
    record.set("sequence", entry.sequence().value());
    if (entry instanceof TimelineEntry.Commit commit) {
      record.set("transaction", commit.transaction().value());
      record.set("position", commit.position().value());
      record.set("time", micros(commit.time()));
      record.set("tables", commit.tables().stream().map(GenericCheckpoints::of).toList());
    } else if (entry instanceof TimelineEntry.Truncated truncated) {
      record.set("order", truncated.id().order());
      record.set("table", table(truncated.table()));
    } else if (entry instanceof TimelineEntry.Defined defined) {
      record.set("definition", DefinitionJson.write(defined.definition()));
    } else if (entry instanceof TimelineEntry.Marked marked) {
      record.set("name", marked.name());
      record.set("position", marked.position().value());
      record.set("time", micros(marked.time()));
    } else if (entry instanceof TimelineEntry.Gap gap) {
      record.set("reason", gap.reason());
      record.set("time", micros(gap.time()));
    } else if (entry instanceof TimelineEntry.SnapshotStarted started) {
      record.set("position", started.position().value());
      record.set("time", micros(started.time()));
    } else if (entry instanceof TimelineEntry.Obscured obscured) {
      record.set("table", table(obscured.table()));
      record.set("after", obscured.after().value());
      record.set("reason", obscured.reason());
    } else if (entry instanceof TimelineEntry.ReadStarted started) {
      record.set("table", table(started.table()));
    } else if (entry instanceof TimelineEntry.Cleared cleared) {
      record.set("table", table(cleared.table()));
    } else if (entry instanceof TimelineEntry.Removed removed) {
      record.set("table", table(removed.table()));
      record.set("reason", removed.reason());
    }
    return record.build();
  }

  private static GenericRecord of(TableChanges changes) {
    return new GenericRecordBuilder(CHANGES)
        .set("table", table(changes.table()))
        .set("inserts", changes.inserts())
        .set("updates", changes.updates())
        .set("deletes", changes.deletes())
        .set("truncates", changes.truncates())
        .set("ends", changes.ends().stream().map(GenericCheckpoints::of).toList())
        .build();
  }

  private static GenericRecord of(PartitionEnd end) {
    return new GenericRecordBuilder(elements(CHANGES, "ends"))
        .set("partition", end.partition())
        .set("next", end.next())
        .build();
  }

  private static GenericRecord of(Obscurity obscurity) {
    return new GenericRecordBuilder(elements(CHECKPOINT, "obscured"))
        .set("table", table(obscurity.table()))
        .set("after", obscurity.after().value())
        .set("readFrom", obscurity.reading().map(each -> each.value()).orElse(null))
        .set("reason", obscurity.reason())
        .build();
  }

  private static GenericRecord open(OpenTransaction open) {
    return new GenericRecordBuilder(OPEN)
        .set("transaction", open.transaction().value())
        .set("sequence", open.sequence().value())
        .set("parts", open.parts().stream().map(GenericCheckpoints::of).toList())
        .build();
  }

  private static GenericRecord of(WrittenPart part) {
    return new GenericRecordBuilder(elements(OPEN, "parts"))
        .set("arrivals", part.arrivals())
        .set("changes", of(part.changes()))
        .build();
  }

  private static List<GenericRecord> offsets(OffsetMap map) {
    Schema schema = elements(CHECKPOINT, "offsets");
    return map.offsets().entrySet().stream()
        .map(
            each ->
                (GenericRecord)
                    new GenericRecordBuilder(schema)
                        .set("table", table(each.getKey()))
                        .set("next", each.getValue())
                        .build())
        .toList();
  }

  private static GenericRecord table(TableId table) {
    return new GenericRecordBuilder(CHANGES.getField("table").schema())
        .set("schema", table.schema())
        .set("table", table.table())
        .build();
  }

  private static GenericRecordBuilder entry(String name) {
    Schema union = TimelineEntryWriter.schema();
    return new GenericRecordBuilder(union.getTypes().get(union.getIndexNamed("tidemark." + name)));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static Schema elements(Schema record, String array) {
    return record.getField(array).schema().getElementType();
  }
}
