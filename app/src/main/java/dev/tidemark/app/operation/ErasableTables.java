package dev.tidemark.app.operation;

import dev.tidemark.archive.erasure.RowMatch;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.restorer.filter.ConditionMatch;
import dev.tidemark.restorer.filter.CorrectConditionException;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.ForeignKey;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    List<Manifest> backups = new ArrayList<>();
    for (ManifestFile file : archive.manifests()) {
      if (file instanceof ManifestFile.Intact intact) {
        backups.add(intact.manifest());
        tables.add(intact.manifest());
      }
    }
    tables.addPassing(backups);
    return tables;
  }

  /** Tables that came and went, or had a name, within one backup: only its timeline knows them. */
  private void addPassing(List<Manifest> backups) {
    Set<TableId> inForceOnce = Set.copyOf(definitions.keySet());
    Set<TableId> passing = new HashSet<>();
    List<Manifest> having = new ArrayList<>();
    for (Manifest backup : backups) {
      List<TableId> some =
          backup.files().stream()
              .map(RunFile::table)
              .filter(table -> !inForceOnce.contains(table))
              .toList();
      if (!some.isEmpty()) {
        passing.addAll(some);
        having.add(backup);
      }
    }
    try (TimelineReading timelines = archive.readWithoutCommits(having)) {
      while (timelines.hasNext()) {
        if (timelines.next() instanceof TimelineEntry.Defined defined
            && passing.contains(defined.definition().id())) {
          add(defined.definition());
        }
      }
    }
  }

  private void add(Manifest manifest) {
    inForce = manifest.tables().stream().map(TableInForce::definition).toList();
    inForce.forEach(this::add);
  }

  private void add(TableDefinition definition) {
    List<TableDefinition> known =
        definitions.computeIfAbsent(definition.id(), table -> new ArrayList<>());
    if (known.isEmpty() || !known.get(known.size() - 1).equals(definition)) {
      known.add(definition);
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
   * Other names that tables have had.
   *
   * @param named the tables whose other names are told, unless they are among them
   */
  List<String> otherNames(Set<TableId> named) {
    List<String> notes = new ArrayList<>();
    for (TableId table : named) {
      Set<Long> relations = relations(table);
      definitions.keySet().stream()
          .filter(other -> !named.contains(other))
          .filter(other -> !Collections.disjoint(relations, relations(other)))
          .forEach(
              other ->
                  notes.add(
                      other
                          + " is another name that "
                          + table
                          + " has had: what backups have of it under that name is erased only when"
                          + " that is named as well"));
    }
    return notes;
  }

  private Set<Long> relations(TableId table) {
    return definitions.getOrDefault(table, List.of()).stream()
        .map(TableDefinition::relation)
        .collect(Collectors.toUnmodifiableSet());
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
