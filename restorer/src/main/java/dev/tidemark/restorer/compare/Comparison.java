package dev.tidemark.restorer.compare;

import dev.tidemark.restorer.load.RowSource;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Compares all tables of an archive at one sequence with those of its source. */
public final class Comparison {

  private final Map<TableId, RowSource> archived = new TreeMap<>();
  private final Map<TableId, String> unknown;
  private final SourceTables source;

  /**
   * @param archived the tables that the archive has there
   * @param unknown those of which it is not known what they were, with the reason
   * @param source at the same sequence
   */
  public Comparison(
      List<? extends RowSource> archived, Map<TableId, String> unknown, SourceTables source) {
    archived.forEach(rows -> this.archived.put(rows.table().source(), rows));
    this.unknown = Map.copyOf(unknown);
    this.source = source;
  }

  /** How many rows are read at the most, when nothing differs: those of the archive, twice. */
  public long weight() {
    return 2 * archived.values().stream().mapToLong(RowSource::weight).sum();
  }

  /**
   * Compares.
   *
   * @param progress told of rows that were read, now and then; it may throw to break off
   * @return a verdict for every table that is in either, in the order of their names
   */
  public List<TableVerdict> run(LongConsumer progress) {
    Map<TableId, TableVerdict> verdicts = new TreeMap<>();
    unknown.forEach(
        (table, reason) -> verdicts.put(table, new TableVerdict.NotComparable(table, reason)));
    archived.forEach((table, rows) -> verdicts.put(table, compare(rows, progress)));
    source
        .definitions()
        .keySet()
        .forEach(
            table ->
                verdicts.putIfAbsent(
                    table,
                    new TableVerdict.NotComparable(
                        table, "it is in the source, and the archive does not have it")));
    return List.copyOf(verdicts.values());
  }

  private TableVerdict compare(RowSource rows, LongConsumer progress) {
    TableDefinition table = rows.table().definition();
    Optional<TableDefinition> current = Optional.ofNullable(source.definitions().get(table.id()));
    if (current.isEmpty()) {
      return new TableVerdict.NotComparable(
          table.id(), "it is in the archive, and the source does not have it");
    }
    if (!shape(table).equals(shape(current.get()))) {
      return new TableVerdict.NotComparable(
          table.id(),
          "it has the columns "
              + shape(table)
              + " in the archive, and "
              + shape(current.get())
              + " in the source");
    }
    return new TableComparison(rows, source, progress).run();
  }

  private static String shape(TableDefinition table) {
    return table.storedColumns().stream()
        .map(Comparison::shape)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String shape(Column column) {
    return column.number() + " " + TableId.quote(column.name()) + " " + column.type();
  }
}
