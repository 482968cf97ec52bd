package dev.tidemark.archive.erasure;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.merge.VersionScan;
import dev.tidemark.archive.merge.VersionVisitor;
import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.KeyedRow;
import dev.tidemark.schemas.row.RowField;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the keys of which any version matches. Each run is read alone; only where versions left
 * values unchanged that are asked for, the runs of a chain are merged, to know them.
 */
final class KeySearch {

  private final Archive archive;
  private final TableId table;
  private final RowMatch match;
  private final ErasedKeys keys;
  private final Meter meter;
  private final RunSchemas schemas;

  /** By identity: comparing schemas takes longer than a version does. */
  private final IdentityHashMap<RowSchema, Optional<RowMatch.OfSchema>> matches =
      new IdentityHashMap<>();

  private final IdentityHashMap<RowSchema, Optional<KeyedRow>> byKey = new IdentityHashMap<>();

  private long untold;

  KeySearch(
      Archive archive,
      TableId table,
      RowMatch match,
      ErasedKeys keys,
      RunSchemas schemas,
      Meter meter) {
    this.archive = archive;
    this.table = table;
    this.match = match;
    this.keys = keys;
    this.schemas = schemas;
    this.meter = meter;
  }

  /** Versions of which it could not be told. */
  long untold() {
    return untold;
  }

  void search(Chain chain) {
    for (List<StoredRun> partition : partitions(chain)) {
      for (Group group : groups(partition)) {
        if (group.isIncomplete()) {
          VersionScan.run(archive.storage(), group.runs(), schemas, new Visitor());
        }
      }
    }
  }

  private Collection<List<StoredRun>> partitions(Chain chain) {
    Map<Integer, List<StoredRun>> partitions = new TreeMap<>();
    for (Manifest backup : chain.manifests()) {
      for (StoredRun run : backup.runs()) {
        if (run.file().table().equals(table)) {
          partitions.computeIfAbsent(run.file().partition(), p -> new ArrayList<>()).add(run);
        }
      }
    }
    return partitions.values();
  }

  /** Runs that can be merged, and whether they have to be. */
  private static final class Group {

    private final RowSchema schema;
    private final List<StoredRun> runs = new ArrayList<>();
    private boolean incomplete;

    Group(RowSchema schema) {
      this.schema = schema;
    }

    boolean isIncomplete() {
      return incomplete;
    }

    List<StoredRun> runs() {
      return runs;
    }
  }

  private List<Group> groups(List<StoredRun> partition) {
    List<Group> groups = new ArrayList<>();
    for (StoredRun run : partition) {
      try (RunReader reader = RunReader.open(archive.storage(), run, schemas)) {
        RowSchema schema = reader.schema();
        Group group =
            groups.stream()
                .filter(each -> each.schema.relation() == schema.relation())
                .filter(each -> each.schema.hasKeysComparableTo(schema))
                .findFirst()
                .orElseGet(
                    () -> {
                      Group made = new Group(schema);
                      groups.add(made);
                      return made;
                    });
        group.runs.add(run);
        group.incomplete |= read(reader);
      }
      meter.advance(run.file().bytes());
    }
    return groups;
  }

  /** Whether a version is told by others only. */
  private boolean read(RunReader reader) {
    Visitor visitor = new Visitor();
    RowSchema schema = reader.schema();
    boolean isTold = match(schema).isPresent();
    boolean isIncomplete = false;
    while (reader.advance()) {
      if (visitor.wants(schema, reader.key())) {
        if (reader.isTombstone()) {
          byKey(schema)
              .ifPresent(keyed -> visitor.visit(schema, reader.key(), keyed.of(reader.key())));
        } else if (!isTold) {
          untold++;
        } else if (visitor.isEnough(schema, reader.unchanged())) {
          visitor.visit(schema, reader.key(), reader.row());
        } else {
          isIncomplete = true;
        }
      }
    }
    return isIncomplete;
  }

  private Optional<RowMatch.OfSchema> match(RowSchema schema) {
    return matches.computeIfAbsent(schema, match::of);
  }

  /**
   * What is asked of a deletion, of whose row no version may be left; empty when the key does not
   * tell it.
   */
  private Optional<KeyedRow> byKey(RowSchema schema) {
    return byKey.computeIfAbsent(
        schema,
        some -> {
          KeyedRow keyed = KeyedRow.of(some);
          return match(some)
              .filter(
                  asked ->
                      some.fields().stream()
                          .map(RowField::position)
                          .allMatch(at -> keyed.tells(at) || !asked.needs(at)))
              .map(asked -> keyed);
        });
  }

  private final class Visitor implements VersionVisitor {

    @Override
    public boolean wants(RowSchema schema, RowSlice key) {
      return !keys.has(schema, key);
    }

    @Override
    public boolean isEnough(RowSchema schema, int[] unknown) {
      Optional<RowMatch.OfSchema> asked = match(schema);
      for (int position : unknown) {
        if (asked.isPresent() && asked.get().needs(position)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void visit(RowSchema schema, RowSlice key, RowSlice row) {
      if (match(schema).filter(asked -> asked.isMet(row)).isPresent()) {
        keys.add(schema, key);
      }
    }

    @Override
    public void visitUnresolved(RowSchema schema) {
      untold++;
    }
  }
}
