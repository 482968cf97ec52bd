package dev.tidemark.restorer;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.ParentBackup;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.manifest.TimelineWriter;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.RunWriter;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.KeyOrder;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.WholeRowKey;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an archive in memory, change by change. The first column of every table that has a key is
 * its key, an integer. Sequence n commits at minute n as transaction 100 + n.
 */
public final class ArchiveBuilder {

  public static final CollectionName SHOP = new CollectionName("shop");
  private static final Instant BEGIN = Instant.parse("2026-11-22T07:00:00Z");
  private static final int[] NONE = {};

  public final MemoryStorage storage = new MemoryStorage();
  public final Archive archive = Archive.open(storage, SHOP);
  private final Map<TableId, TableDefinition> definitions = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<TimelineEntry> further = new ArrayList<>();
  private Sequence end = Sequence.NONE;

  private record Change(TableId table, RowSlice key, Sequence sequence, @Nullable String[] row) {
    boolean isDelete() {
      return row.length == 0;
    }
  }

  public static Instant timeOf(long sequence) {
    return BEGIN.plusSeconds(sequence * 60);
  }

  public ArchiveBuilder table(TableDefinition definition) {
    definitions.put(definition.id(), definition);
    return this;
  }

  /** A row inserted or updated. */
  public ArchiveBuilder put(long sequence, String table, @Nullable String... row) {
    RowSlice key = key(table, row);
    changes.add(new Change(TableId.parse(table), key, Sequence.of(sequence), row));
    return this;
  }

  /** A row of a table without a key. */
  public ArchiveBuilder putCopy(long sequence, String table, int copy, @Nullable String... row) {
    AvroOutput numbered = new AvroOutput();
    WholeRowKey.write(key(table, row), copy, numbered);
    RowSlice key = RowSlice.of(numbered.toByteArray());
    changes.add(new Change(TableId.parse(table), key, Sequence.of(sequence), row));
    return this;
  }

  public ArchiveBuilder delete(long sequence, String table, int key) {
    AvroOutput encoded = new AvroOutput();
    encoded.writeInt(key);
    RowSlice slice = RowSlice.of(encoded.toByteArray());
    changes.add(new Change(TableId.parse(table), slice, Sequence.of(sequence), new String[0]));
    return this;
  }

  private RowSlice key(String table, @Nullable String[] row) {
    RowSchema schema = RowSchema.of(definitions.get(TableId.parse(table)));
    AvroOutput key = new AvroOutput();
    RowEncoder.of(schema).encodeKey(row, key);
    return RowSlice.of(key.toByteArray());
  }

  /** What else is on the timeline of the next backup. */
  public ArchiveBuilder entry(TimelineEntry entry) {
    further.add(entry);
    return this;
  }

  /** A full backup of all changes so far. */
  public ArchiveBuilder full(long to) {
    return backup(BackupKind.FULL, Sequence.of(to));
  }

  /** An incremental backup of the changes since the one before. */
  public ArchiveBuilder incremental(long to) {
    return backup(BackupKind.INCREMENTAL, Sequence.of(to));
  }

  private ArchiveBuilder backup(BackupKind kind, Sequence to) {
    List<ManifestFile> before = archive.manifests();
    Optional<ManifestFile.Intact> last =
        before.isEmpty()
            ? Optional.empty()
            : Optional.of((ManifestFile.Intact) before.get(before.size() - 1));
    BackupId id = BackupId.next(last.map(m -> m.manifest().id()), timeOf(to.value()), kind);
    Boundary from = kind == BackupKind.FULL ? Boundary.ORIGIN : boundary(end);
    String directory = "data/" + id + "-0";
    Manifest manifest =
        new Manifest(
            SHOP,
            id,
            last.map(m -> new ParentBackup(m.manifest().id(), m.sha256())).orElse(null),
            directory,
            from,
            boundary(to),
            timeline(directory, from, boundary(to)),
            runs(directory, kind, from.sequence(), to),
            List.of(),
            definitions.values().stream().map(d -> new TableInForce(Sequence.FIRST, d)).toList(),
            timeOf(to.value()));
    archive.publish(manifest);
    end = to;
    return this;
  }

  private static Boundary boundary(Sequence sequence) {
    return new Boundary(sequence, timeOf(sequence.value()), position(sequence), OffsetMap.EMPTY);
  }

  private static SourcePosition position(Sequence sequence) {
    return new SourcePosition("0/" + Long.toHexString(sequence.value() * 256));
  }

  private TimelineFile timeline(String directory, Boundary from, Boundary to) {
    List<TimelineEntry> entries = new ArrayList<>(further);
    LongStream.rangeClosed(
            Math.max(from.sequence().value(), end.value()) + 1, to.sequence().value())
        .mapToObj(ArchiveBuilder::commit)
        .forEach(entries::add);
    entries.sort(Comparator.comparing(TimelineEntry::sequence));
    further.clear();
    try (TimelineWriter writer = archive.writeTimeline(directory, from, to)) {
      entries.forEach(writer::append);
      return writer.commit();
    }
  }

  private static TimelineEntry commit(long sequence) {
    return new TimelineEntry.Commit(
        Sequence.of(sequence),
        new TransactionId(Long.toString(100 + sequence)),
        position(Sequence.of(sequence)),
        timeOf(sequence),
        List.of());
  }

  private List<RunFile> runs(String directory, BackupKind kind, Sequence from, Sequence to) {
    List<RunFile> files = new ArrayList<>();
    for (TableDefinition definition : definitions.values()) {
      KeyOrder order = KeyOrder.of(RowSchema.of(definition).key());
      Map<RowSlice, List<Change>> newestFirst = new TreeMap<>(order::compare);
      for (Change change : changes) {
        if (change.table().equals(definition.id())
            && change.sequence().isAfter(from)
            && !change.sequence().isAfter(to)) {
          newestFirst.computeIfAbsent(change.key(), k -> new ArrayList<>()).add(0, change);
        }
      }
      List<Change> newest = newestFirst.values().stream().map(v -> v.get(0)).toList();
      List<Change> older = newestFirst.values().stream().flatMap(v -> v.stream().skip(1)).toList();
      if (kind == BackupKind.FULL) {
        List<Change> live = newest.stream().filter(change -> !change.isDelete()).toList();
        files.add(run(directory, definition, RunRole.BASE, from, to, live));
      } else if (!newest.isEmpty()) {
        files.add(run(directory, definition, RunRole.DELTA, from, to, newest));
        files.add(run(directory, definition, RunRole.HISTORY, from, to, older));
      }
    }
    return files;
  }

  private RunFile run(
      String directory,
      TableDefinition definition,
      RunRole role,
      Sequence from,
      Sequence to,
      List<Change> versions) {
    RowSchema schema = RowSchema.of(definition);
    RowEncoder encoder = RowEncoder.of(schema);
    RunName name = new RunName(SHOP, from, to, definition.id(), role, 0, 1);
    try (RunWriter writer = RunWriter.create(storage, SHOP + "/" + directory, name, schema)) {
      for (Change change : versions) {
        long sequence = change.sequence().value();
        if (change.isDelete()) {
          writer.appendTombstone(sequence, 0, change.key());
        } else {
          AvroOutput row = new AvroOutput();
          encoder.encodeRow(change.row(), row);
          writer.append(sequence, 0, change.key(), NONE, RowSlice.of(row));
        }
      }
      return writer.commit();
    }
  }
}
