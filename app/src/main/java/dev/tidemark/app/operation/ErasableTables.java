package dev.tidemark.app.operation;

import dev.tidemark.archive.erasure.RowMatch;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.restorer.filter.ConditionMatch;
import dev.tidemark.restorer.filter.CorrectConditionException;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.ForeignKey;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables that backups have, by all definitions that they are known to have had. */
final class ErasableTables {

  private final Archive archive;
  private final SortedMap<TableId, List<TableDefinition>> definitions = new TreeMap<>();
  private List<TableDefinition> inForce = List.of();

  private ErasableTables(Archive archive) {
    this.archive = archive;
  }

  static ErasableTables of(Archive archive) {
    ErasableTables tables = new ErasableTables(archive);
    for (ManifestFile file : archive.manifests()) {
      if (file instanceof ManifestFile.Intact intact) {
        tables.add(intact.manifest());
      }
    }
    return tables;
  }

  private void add(Manifest manifest) {
    inForce = manifest.tables().stream().map(TableInForce::definition).toList();
    for (TableDefinition definition : inForce) {
      List<TableDefinition> known =
          definitions.computeIfAbsent(definition.id(), table -> new ArrayList<>());
      if (known.isEmpty() || !known.get(known.size() - 1).equals(definition)) {
        known.add(definition);
      }
    }
  }

  /**
   * The conditions, made ready for the rows of their tables.
   *
   * @throws EraseException no backup has such a table
   * @throws CorrectConditionException one cannot be told of its table; the message may repeat it
   */
  SortedMap<TableId, RowMatch> matches(SortedMap<TableId, RowCondition> conditions) {
    SortedMap<TableId, RowMatch> matches = new TreeMap<>();
    conditions.forEach(
        (table, condition) -> {
          List<TableDefinition> known = definitions.get(table);
          if (known == null) {
            throw EraseException.noTable(archive.collection(), table, definitions.keySet());
          }
          matches.put(table, new ConditionMatch(condition, known));
        });
    return matches;
  }

  /** The same, once they were told to fit: an error then repeats nothing of them. */
  SortedMap<TableId, RowMatch> matchesAgain(SortedMap<TableId, RowCondition> conditions) {
    SortedMap<TableId, RowMatch> matches = new TreeMap<>();
    conditions.forEach(
        (table, condition) -> {
          try {
            matches.putAll(matches(new TreeMap<>(Map.of(table, condition))));
          } catch (CorrectConditionException e) {
            throw EraseException.condition(table);
          }
        });
    return matches;
  }

  /**
   * Tables that refer to others by a foreign key.
   *
   * @param erased those they refer to
   * @param named those that are not told
   */
  List<String> referring(Set<TableId> erased, Set<TableId> named) {
    List<String> referring = new ArrayList<>();
    for (TableDefinition definition : inForce) {
      for (ForeignKey key : definition.foreignKeys()) {
        if (erased.contains(key.references()) && !named.contains(definition.id())) {
          referring.add(
              definition.id()
                  + " refers to "
                  + key.references()
                  + " by "
                  + key.name()
                  + " and is not erased from: a restore of both fails where a row refers to an"
                  + " erased one; erase those as well, or restore "
                  + definition.id()
                  + " alone");
        }
      }
    }
    return referring;
  }
}
