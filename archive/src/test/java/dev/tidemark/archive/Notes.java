package dev.tidemark.archive;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;

/** A table to test with: {@code public.notes (id integer primary key, title text, body text)}. */
public final class Notes {

  public static final TableId ID = new TableId("public", "notes");
  public static final TableDefinition DEFINITION = definition("id", "title", "body");
  public static final RowSchema SCHEMA = RowSchema.of(DEFINITION);

  /** As above, with a third text. */
  public static final TableDefinition WIDER_DEFINITION = definition("id", "title", "body", "mood");

  public static final RowSchema WIDER_SCHEMA = RowSchema.of(WIDER_DEFINITION);

  /** The same table, had its primary key been another column. */
  public static final RowSchema KEYED_BY_TITLE = RowSchema.of(definition("title", "title", "body"));

  /** A value that a change left as it was. */
  public static final String SAME = RowEncoder.UNCHANGED;

  private Notes() {}

  /** A row's bytes, and the positions in it that mean the older value. */
  public record Encoded(RowSlice row, int[] unchanged) {}

  public static RowSlice key(int id) {
    AvroOutput out = new AvroOutput();
    RowEncoder.of(SCHEMA).encodeKey(new String[] {Integer.toString(id), null, null}, out);
    return RowSlice.of(out.toByteArray());
  }

  public static Encoded row(int id, String title, String body) {
    return encode(SCHEMA, Integer.toString(id), title, body);
  }

  public static Encoded wider(int id, String title, String body, String mood) {
    return encode(WIDER_SCHEMA, Integer.toString(id), title, body, mood);
  }

  private static Encoded encode(RowSchema schema, String... values) {
    AvroOutput out = new AvroOutput();
    int[] unchanged = RowEncoder.of(schema).encodeRow(values, out);
    return new Encoded(RowSlice.of(out.toByteArray()), unchanged);
  }

  private static TableDefinition definition(String key, String... texts) {
    List<Column> columns = new ArrayList<>();
    columns.add(column("id", "integer", ValueKind.INT32));
    for (String text : texts) {
      columns.add(column(text, "text", ValueKind.TEXT));
    }
    return new TableDefinition(
        ID,
        columns,
        new PrimaryKey("notes_pkey", List.of(key), "PRIMARY KEY (" + key + ")"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Column column(String name, String type, ValueKind kind) {
    return new Column(name, type, kind, !name.equals("id"), null, Generation.PLAIN, null);
  }
}
