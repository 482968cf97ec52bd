package dev.tidemark.restorer.ddl;

import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.OwnedSequence;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where tables and sequences are while a restore builds them: one staging schema for each schema
 * that tables go to, so that everything has its final name from the start and only changes its
 * schema when published.
 */
public final class Staging {

  /** What every staging schema's name begins with. */
  public static final String PREFIX = "tidemark_restore_";

  private final String name;
  private final Map<String, String> schemas = new LinkedHashMap<>();
  private final Map<TableId, TableId> tables = new TreeMap<>();
  private final Map<TableId, TableId> sequences = new TreeMap<>();

  private Staging(String suffix, Collection<RestoredTable> restored) {
    this.name = PREFIX + suffix;
    TreeSet<String> targets = new TreeSet<>();
    restored.forEach(table -> targets.add(table.name().schema()));
    for (String target : targets) {
      schemas.put(target, schemas.isEmpty() ? name : name + "_" + (schemas.size() + 1));
    }
    for (RestoredTable table : restored) {
      tables.put(table.source(), staged(table.name()));
      for (OwnedSequence sequence : table.definition().sequences()) {
        sequences.put(
            new TableId(table.source().schema(), sequence.name()),
            staged(new TableId(table.name().schema(), sequence.name())));
      }
    }
  }

  /**
   * @param suffix random, so that no two restores share a schema
   */
  public static Staging of(String suffix, Collection<RestoredTable> tables) {
    return new Staging(suffix, tables);
  }

  /** The restore's own name, and that of its first schema. */
  public String name() {
    return name;
  }

  /** The staging schemas. */
  public List<String> schemas() {
    return List.copyOf(schemas.values());
  }

  /** Where a restored table is being built. */
  public TableId table(RestoredTable table) {
    return staged(table.name());
  }

  /** Where a table of the source is being built; empty when it is not restored. */
  Optional<TableId> table(TableId source) {
    return Optional.ofNullable(tables.get(source));
  }

  /** Where a sequence of the source is being built; empty when it is not restored. */
  Optional<TableId> sequence(TableId source) {
    return Optional.ofNullable(sequences.get(source));
  }

  private TableId staged(TableId target) {
    String schema = schemas.get(target.schema());
    if (schema == null) {
      throw new IllegalArgumentException("nothing is restored to schema " + target.schema());
    }
    return new TableId(schema, target.table());
  }
}
