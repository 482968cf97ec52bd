package dev.tidemark.archive;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;

/** A table to test with: {@code public.notes (id integer primary key, title text, body text)}. */
public final class Notes {

  public static final TableId ID = new TableId("public", "notes");
  public static final long RELATION = 16_400;

  public static final TableDefinition DEFINITION =
      definition(RELATION, text(2, "title", null), text(3, "body", null));

  public static final RowSchema SCHEMA = RowSchema.of(DEFINITION);

  /** As above, with a third text. */
  public static final TableDefinition WIDER_DEFINITION =
      definition(RELATION, text(2, "title", null), text(3, "body", null), text(4, "mood", null));

  public static final RowSchema WIDER_SCHEMA = RowSchema.of(WIDER_DEFINITION);

  /** The same table, had its primary key been another number. */
  public static final RowSchema KEYED_BY_COUNT =
      RowSchema.of(
          definition(RELATION, "count", List.of(number(2, "count"), text(3, "body", null))));

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

  /** A row of the table as it is after an ALTER. */
  public static Encoded encode(RowSchema schema, String... values) {
    AvroOutput out = new AvroOutput();
    int[] unchanged = RowEncoder.of(schema).encodeRow(values, out);
    return new Encoded(RowSlice.of(out.toByteArray()), unchanged);
  }

  /** The table with its key and other columns than those above, or made again as another. */
  public static TableDefinition definition(long relation, Column... others) {
    List<Column> columns = new ArrayList<>();
    columns.add(number(1, "id"));
    columns.addAll(List.of(others));
    return definition(relation, "id", columns);
  }

  public static Column text(int number, String name, String missing) {
    return new Column(
        number, name, "text", ValueKind.TEXT, true, null, Generation.PLAIN, null, missing);
  }

  private static Column number(int number, String name) {
    return new Column(
        number, name, "integer", ValueKind.INT32, false, null, Generation.PLAIN, null, null);
  }

  private static TableDefinition definition(long relation, String key, List<Column> columns) {
    return new TableDefinition(
        ID,
        relation,
        columns.get(columns.size() - 1).number(),
        columns,
        new PrimaryKey("notes_pkey", List.of(key), "PRIMARY KEY (" + key + ")"),
        ReplicaIdentity.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
