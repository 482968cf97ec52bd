package dev.tidemark.schemas.timeline;

import static dev.tidemark.schemas.timeline.AvroFields.longOf;
import static dev.tidemark.schemas.timeline.AvroFields.recordsOf;
import static dev.tidemark.schemas.timeline.AvroFields.textOf;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.SingleObject;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Checkpoints as they are on the timeline topic. */
public final class CheckpointCodec {

  private static final Schema SCHEMA = TimelineSchemas.CHECKPOINT;
  private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(SCHEMA);

  private CheckpointCodec() {}

  public static Schema schema() {
    return SCHEMA;
  }

  public static byte[] encode(Checkpoint checkpoint) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AvroOutput header = new AvroOutput(SingleObject.HEADER_LENGTH);
    SingleObject.writeHeader(FINGERPRINT, header);
    try {
      bytes.write(header.toByteArray());
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(SCHEMA).write(toAvro(checkpoint), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws UnreadableTimelineException it is no checkpoint of this version, or it is damaged
   */
  public static Checkpoint decode(byte[] bytes) {
    if (!SingleObject.isSingleObject(bytes)) {
      throw new UnreadableTimelineException("a record of the timeline is no checkpoint", null);
    }
    long fingerprint = SingleObject.fingerprint(bytes);
    if (fingerprint != FINGERPRINT) {
      throw new UnreadableTimelineException(
          "a record of the timeline has the unknown schema " + SingleObject.hex(fingerprint), null);
    }
    int from = SingleObject.HEADER_LENGTH;
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
    try {
      GenericRecord record = new GenericDatumReader<GenericRecord>(SCHEMA).read(null, decoder);
      if (!decoder.isEnd()) {
        throw new UnreadableTimelineException("something follows a checkpoint", null);
      }
      return fromAvro(record);
    } catch (IOException
        | AvroRuntimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new UnreadableTimelineException("a checkpoint on the timeline is damaged", e);
    }
  }

  private static GenericRecord toAvro(Checkpoint checkpoint) {
    return new GenericRecordBuilder(SCHEMA)
        .set("last", checkpoint.last().value())
        .set("entries", checkpoint.entries().stream().map(TimelineEntryCodec::toAvro).toList())
        .set("offsets", offsets(checkpoint.offsets()))
        .set("resume", checkpoint.resume().value())
        .set("time", AvroFields.time(checkpoint.time()))
        .set("open", checkpoint.openTransaction().map(CheckpointCodec::open).orElse(null))
        .set("checked", checkpoint.checked().value())
        .set("obscured", checkpoint.obscured().stream().map(CheckpointCodec::obscurity).toList())
        .build();
  }

  private static Checkpoint fromAvro(GenericRecord record) {
    return new Checkpoint(
        Sequence.of(longOf(record, "last")),
        recordsOf(record, "entries").stream().map(TimelineEntryCodec::fromAvro).toList(),
        offsetsOf(record),
        AvroFields.positionOf(record, "resume"),
        AvroFields.timeOf(record),
        openOf((GenericRecord) record.get("open")),
        Sequence.of(longOf(record, "checked")),
        recordsOf(record, "obscured").stream().map(CheckpointCodec::obscurityOf).toList());
  }

  private static GenericRecord obscurity(Obscurity obscurity) {
    return new GenericRecordBuilder(TimelineSchemas.OBSCURITY)
        .set("table", AvroFields.table(obscurity.table()))
        .set("after", obscurity.after().value())
        .set("readFrom", obscurity.reading().map(Sequence::value).orElse(null))
        .set("reason", obscurity.reason())
        .build();
  }

  private static Obscurity obscurityOf(GenericRecord record) {
    Long readFrom = (Long) record.get("readFrom");
    return new Obscurity(
        AvroFields.tableOf(record),
        Sequence.of(longOf(record, "after")),
        readFrom == null ? null : Sequence.of(readFrom),
        textOf(record, "reason"));
  }

  private static List<GenericRecord> offsets(OffsetMap map) {
    List<GenericRecord> offsets = new ArrayList<>();
    map.offsets()
        .forEach(
            (table, next) ->
                offsets.add(
                    new GenericRecordBuilder(TimelineSchemas.TABLE_OFFSETS)
                        .set("table", AvroFields.table(table))
                        .set("next", next)
                        .build()));
    return offsets;
  }

  private static OffsetMap offsetsOf(GenericRecord record) {
    TreeMap<TableId, List<Long>> offsets = new TreeMap<>();
    for (GenericRecord table : recordsOf(record, "offsets")) {
      List<Long> next = new ArrayList<>();
      for (Object offset : (List<?>) table.get("next")) {
        next.add((Long) offset);
      }
      offsets.put(AvroFields.tableOf(table), next);
    }
    return new OffsetMap(offsets);
  }

  private static GenericRecord open(OpenTransaction open) {
    return new GenericRecordBuilder(TimelineSchemas.OPEN_TRANSACTION)
        .set("transaction", open.transaction().value())
        .set("sequence", open.sequence().value())
        .set("parts", open.parts().stream().map(CheckpointCodec::part).toList())
        .build();
  }

  private static @Nullable OpenTransaction openOf(@Nullable GenericRecord open) {
    return open == null
        ? null
        : new OpenTransaction(
            new TransactionId(textOf(open, "transaction")),
            AvroFields.sequenceOf(open),
            recordsOf(open, "parts").stream().map(CheckpointCodec::partOf).toList());
  }

  private static GenericRecord part(WrittenPart part) {
    return new GenericRecordBuilder(TimelineSchemas.WRITTEN_PART)
        .set("arrivals", part.arrivals())
        .set("changes", TimelineEntryCodec.toAvro(part.changes()))
        .build();
  }

  private static WrittenPart partOf(GenericRecord record) {
    return new WrittenPart(
        longOf(record, "arrivals"),
        TimelineEntryCodec.changesOf((GenericRecord) record.get("changes")));
  }
}
