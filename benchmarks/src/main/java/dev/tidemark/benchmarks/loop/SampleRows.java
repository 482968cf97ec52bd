package dev.tidemark.benchmarks.loop;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import java.util.Locale;

/** Rows of five columns and about 150 bytes, as the source prints them. */
final class SampleRows {

  static final RowSchema SCHEMA = RowSchema.of(definition());
  private static final RowEncoder ENCODER = RowEncoder.of(SCHEMA);

  private SampleRows() {}

  static String[] texts(long id) {
    return new String[] {
      Long.toString(id),
      Long.toString(id % 100_000),
      String.format(Locale.ROOT, "%d.%02d", id / 100, id % 100),
      "2026-11-22 14:31:07.123456+00",
      String.format(Locale.ROOT, "%096x", (id * 0x9E3779B97F4A7C15L) >>> 1)
    };
  }

  static byte[] row(long id) {
    AvroOutput out = new AvroOutput();
    ENCODER.encodeRow(texts(id), out);
    return out.toByteArray();
  }

  static byte[] key(long id) {
    AvroOutput out = new AvroOutput();
    ENCODER.encodeKey(texts(id), out);
    return out.toByteArray();
  }

  private static TableDefinition definition() {
    List<Column> columns =
        List.of(
            column(1, "id", "bigint", ValueKind.INT64),
            column(2, "account", "integer", ValueKind.INT32),
            column(3, "amount", "numeric(12,2)", ValueKind.NUMERIC),
            column(4, "at", "timestamp with time zone", ValueKind.TIMESTAMPTZ),
            column(5, "note", "text", ValueKind.TEXT));
    return new TableDefinition(
        TableId.parse("public.big"),
        16_384,
        columns.size(),
        columns,
        new PrimaryKey("big_pkey", List.of("id"), "PRIMARY KEY (id)"),
        ReplicaIdentity.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Column column(int number, String name, String type, ValueKind kind) {
    return new Column(number, name, type, kind, number > 1, null, Generation.PLAIN, null, null);
  }
}
