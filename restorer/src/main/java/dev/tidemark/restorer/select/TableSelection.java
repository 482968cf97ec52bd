package dev.tidemark.restorer.select;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Constraint;
import dev.tidemark.schemas.table.Index;
import dev.tidemark.schemas.table.OwnedSequence;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Chooses tables among those of a collection and names them on the target. */
public final class TableSelection {

  private TableSelection() {}

  /**
   * @param inForce the definitions of all tables at the restore point
   * @param wanted those to restore; empty for all
   * @param schemas those that they go to
   * @param whyAbsent why one is not there, to follow its name
   * @return in order of their names in the source
   * @throws ChooseTablesException a wanted table is not there, or two would bear one name
   */
  public static List<RestoredTable> select(
      Collection<TableDefinition> inForce,
      Set<TableId> wanted,
      TargetSchemas schemas,
      Function<TableId, Optional<String>> whyAbsent) {
    Map<TableId, TableDefinition> known = new TreeMap<>();
    inForce.forEach(definition -> known.put(definition.id(), definition));
    Set<TableId> chosen = wanted.isEmpty() ? known.keySet() : new TreeSet<>(wanted);
    if (chosen.isEmpty()) {
      throw new ChooseTablesException(
          "there is no table to restore: the collection has none at this point",
          "Choose a later restore point.");
    }
    Map<String, String> names = schemas.names(chosen.stream().map(TableId::schema).toList());
    List<RestoredTable> tables = new ArrayList<>();
    for (TableId id : chosen) {
      TableDefinition definition = known.get(id);
      if (definition == null) {
        throw new ChooseTablesException(
            "there is no table "
                + id
                + " in the collection at this restore point"
                + whyAbsent.apply(id).map(why -> ": it " + why).orElse(""),
            "Its tables there are: " + listed(known.keySet()) + ".");
      }
      tables.add(
          new RestoredTable(
              definition, new TableId(names.getOrDefault(id.schema(), id.schema()), id.table())));
    }
    if (schemas instanceof TargetSchemas.One one) {
      refuseCollisions(tables, one.name());
    }
    return List.copyOf(tables);
  }

  private static void refuseCollisions(List<RestoredTable> tables, String schema) {
    Map<String, String> taken = new HashMap<>();
    for (RestoredTable table : tables) {
      claim(taken, table.source().table(), table.source().toString(), schema);
    }
    for (RestoredTable table : tables) {
      TableDefinition definition = table.definition();
      for (OwnedSequence sequence : definition.sequences()) {
        claim(taken, sequence.name(), "the sequence of " + table.source(), schema);
      }
      definition
          .optionalPrimaryKey()
          .ifPresent(
              key -> claim(taken, key.name(), "the primary key of " + table.source(), schema));
      for (Index index : definition.indexes()) {
        claim(taken, index.name(), "the index of " + table.source(), schema);
      }
      for (Constraint constraint : definition.constraints()) {
        if (!constraint.definition().startsWith("CHECK")) {
          claim(taken, constraint.name(), "the constraint of " + table.source(), schema);
        }
      }
    }
  }

  /** Tables, indexes and sequences of a schema share one space of names. */
  private static void claim(Map<String, String> taken, String name, String owner, String schema) {
    String other = taken.putIfAbsent(name, owner);
    if (other != null) {
      throw new ChooseTablesException(
          other + " and " + owner + " would both be called " + new TableId(schema, name),
          "Restore them one at a time with --table, each into a schema of its own, or leave out"
              + " --schema.");
    }
  }

  private static String listed(Set<TableId> tables) {
    return tables.stream().map(TableId::toString).collect(Collectors.joining(", "));
  }
}
