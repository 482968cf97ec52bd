package dev.tidemark.restorer.target;

import dev.tidemark.restorer.Postgres;
import dev.tidemark.restorer.ddl.Skipped;
import dev.tidemark.restorer.load.Completion;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.load.TableDestination;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.select.TableSelection;
import dev.tidemark.restorer.select.TargetSchemas;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.RowSum;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.TableDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tables with rows on their way into one database, step by step. */
final class TargetSpec {

  final Postgres database = Postgres.newDatabase();
  private final Map<TableDefinition, List<@Nullable String[]>> rows = new LinkedHashMap<>();
  private Optional<String> schema = Optional.empty();
  private ExistingTables policy = ExistingTables.REFUSE;
  private String suffix = "00c0ffee";

  TargetSpec table(TableDefinition definition, @Nullable String[]... values) {
    rows.put(definition, List.of(values));
    return this;
  }

  TargetSpec intoSchema(String name) {
    schema = Optional.of(name);
    return this;
  }

  TargetSpec replacing() {
    policy = ExistingTables.REPLACE;
    return this;
  }

  TargetSpec suffix(String digits) {
    suffix = digits;
    return this;
  }

  List<RestoredTable> tables() {
    return TableSelection.select(
        rows.keySet(), Set.of(), TargetSchemas.of(schema), table -> Optional.empty());
  }

  DatabaseDestination open() {
    return DatabaseDestination.open(database.url(), tables(), policy, suffix);
  }

  void validate() {
    try (DatabaseDestination destination = open()) {
      destination.validate();
    }
  }

  /** All steps, as a restore takes them. */
  List<Skipped> restore() {
    try (DatabaseDestination destination = open()) {
      destination.validate();
      destination.prepare();
      load(destination);
      return publish(destination);
    }
  }

  List<Checksum> load(DatabaseDestination destination) {
    List<Checksum> readBack = new ArrayList<>();
    for (RestoredTable table : tables()) {
      try (TableDestination loading = destination.open(table, rowsOf(table).size())) {
        rowsOf(table).forEach(row -> loading.row(row, 0, row.length));
        loading.endRows();
        readBack.add(loading.finishAndAddUp());
      }
    }
    return readBack;
  }

  static List<Skipped> publish(DatabaseDestination destination) {
    return destination
        .publish(new Completion(Sequence.of(7), Optional.of(Instant.EPOCH), new TreeMap<>()))
        .skipped();
  }

  /** What the rows add up to before they are loaded. */
  List<Checksum> expected() {
    List<Checksum> sums = new ArrayList<>();
    for (RestoredTable table : tables()) {
      RowSum sum = new RowSum();
      rowsOf(table).forEach(row -> sum.add(row, 0, row.length));
      sums.add(sum.checksum());
    }
    return sums;
  }

  List<byte[]> rowsOf(RestoredTable table) {
    RowEncoder encoder = RowEncoder.of(RowSchema.of(table.definition()));
    List<byte[]> encoded = new ArrayList<>();
    for (@Nullable String[] values : rows.getOrDefault(table.definition(), List.of())) {
      AvroOutput out = new AvroOutput();
      encoder.encodeRow(values, out);
      encoded.add(out.toByteArray());
    }
    return encoded;
  }

  static @Nullable String[] row(@Nullable String... values) {
    return values;
  }
}
