package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** Fields of generic records as the values they stand for. */
final class AvroFields {

  private AvroFields() {}

  static long time(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant timeOf(GenericRecord record) {
    return Instant.EPOCH.plus(longOf(record, "time"), ChronoUnit.MICROS);
  }

  static GenericRecord table(TableId table) {
    return new GenericRecordBuilder(TimelineSchemas.TABLE_ID)
        .set("schema", table.schema())
        .set("table", table.table())
        .build();
  }

  static TableId tableOf(GenericRecord record) {
    GenericRecord table = (GenericRecord) record.get("table");
    return new TableId(textOf(table, "schema"), textOf(table, "table"));
  }

  static Sequence sequenceOf(GenericRecord record) {
    return Sequence.of(longOf(record, "sequence"));
  }

  static SourcePosition positionOf(GenericRecord record, String field) {
    return new SourcePosition(textOf(record, field));
  }

  static long longOf(GenericRecord record, String field) {
    return (long) record.get(field);
  }

  static String textOf(GenericRecord record, String field) {
    return record.get(field).toString();
  }

  static List<GenericRecord> recordsOf(GenericRecord record, String field) {
    List<GenericRecord> records = new ArrayList<>();
    for (Object element : (List<?>) record.get(field)) {
      records.add((GenericRecord) element);
    }
    return records;
  }
}
