package dev.tidemark.restorer.load;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table under alterations, twice: as a database has it, where every ALTER changes all rows by the
 * names of their columns, and as an archive has it, where rows stay as they were written.
 */
final class AlteredTable {

  private static final String KEY = "id";

  private final List<Map<String, String>> model = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private List<Column> catalog = new ArrayList<>();
  private int lastNumber;
  private TableDefinition known;

  private record Written(RowSchema schema, byte[] row) {}

  AlteredTable() {
    catalog.add(column(++lastNumber, KEY, null));
    known = definition();
  }

  List<String> others() {
    return catalog.stream().map(Column::name).filter(name -> !name.equals(KEY)).toList();
  }

  void add(String name, @Nullable String value) {
    catalog.add(column(++lastNumber, name, value));
    model.forEach(row -> row.put(name, value));
    learn();
  }

  void drop(String name) {
    catalog.removeIf(column -> column.name().equals(name));
    model.forEach(row -> row.remove(name));
    learn();
  }

  void rename(String from, String to) {
    catalog.replaceAll(c -> c.name().equals(from) ? column(c.number(), to, c.missing()) : c);
    model.forEach(row -> row.put(to, row.remove(from)));
    learn();
  }

  /** The database writes all rows anew as they are, and has no more need of missing values. */
  void vacuum() {
    catalog.replaceAll(c -> column(c.number(), c.name(), null));
    learn();
  }

  void insert(List<String> values) {
    Map<String, String> row = new LinkedHashMap<>();
    for (Column column : catalog) {
      row.put(column.name(), values.get(row.size() % values.size()));
    }
    model.add(row);
    RowSchema schema = RowSchema.of(known);
    AvroOutput out = new AvroOutput();
    RowEncoder.of(schema).encodeRow(row.values().toArray(String[]::new), out);
    written.add(new Written(schema, out.toByteArray()));
  }

  /** All rows as the database has them. */
  List<Map<String, String>> rows() {
    return model;
  }

  /** All rows as they were written, brought under the definition in force. */
  List<Map<String, String>> adapted() {
    RowSchema inForce = RowSchema.of(known);
    List<Map<String, String>> rows = new ArrayList<>();
    for (Written old : written) {
      RowSlice row = RowAdapter.of(old.schema(), inForce).row(old.row(), 0, old.row().length);
      String[] values = RowText.of(inForce).decode(row.array(), row.offset(), row.length());
      Map<String, String> named = new LinkedHashMap<>();
      inForce.fields().forEach(field -> named.put(field.column(), values[field.position()]));
      rows.add(named);
    }
    return rows;
  }

  private void learn() {
    known = definition().rememberingMissing(known);
  }

  private TableDefinition definition() {
    return new TableDefinition(
        TableId.parse("public.t"),
        16_384,
        lastNumber,
        catalog,
        new PrimaryKey("t_pkey", List.of(KEY), "PRIMARY KEY (id)"),
        ReplicaIdentity.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Column column(int number, String name, @Nullable String missing) {
    return new Column(
        number, name, "text", ValueKind.TEXT, true, null, Generation.PLAIN, null, missing);
  }
}
