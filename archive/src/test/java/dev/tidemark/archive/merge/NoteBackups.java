package dev.tidemark.archive.merge;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestCodec;
import dev.tidemark.archive.manifest.ParentBackup;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.manifest.TimelineWriter;
import dev.tidemark.archive.merge.NoteHistory.Change;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.RunWriter;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Cuts a history into backups by the rules of docs/format.md, in the plainest way: two partitions,
 * everything in memory, fulls from the model.
 */
public final class NoteBackups {

  private static final int PARTITIONS = 2;

  private final Archive archive;
  private final NoteHistory history;
  private long first;
  private long end;
  private int ordinal;
  private Optional<ParentBackup> parent = Optional.empty();
  private Consumer<Manifest> taken = backup -> {};

  public NoteBackups(Archive archive, NoteHistory history) {
    this.archive = archive;
    this.history = history;
  }

  /** The sequence of the first full. */
  public long first() {
    return first;
  }

  /**
   * A number for each sequence says whether a backup ends there: a full, an incremental, or none.
   */
  public void take(List<Integer> cuts) {
    take(cuts, backup -> {});
  }

  /**
   * The same.
   *
   * @param taken hears of each when it is there
   */
  public void take(List<Integer> cuts, Consumer<Manifest> taken) {
    this.taken = taken;
    first = 1 + cuts.get(0) % history.last();
    full(first);
    for (long sequence = first + 1; sequence <= history.last(); sequence++) {
      int cut = cuts.get((int) (sequence % cuts.size()));
      if (cut < 4 || sequence == history.last()) {
        incremental(sequence);
      }
      if (cut == 0) {
        full(sequence);
      }
    }
  }

  private void full(long to) {
    List<RunFile> files = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      RunName name = name(0, to, RunRole.BASE, partition);
      try (RunWriter base =
          RunWriter.create(archive.storage(), location(BackupKind.FULL, to), name, Notes.SCHEMA)) {
        for (Map.Entry<Integer, List<String>> row : history.stateAt(to).entrySet()) {
          if (row.getKey() % PARTITIONS == partition) {
            ChangeId id = newest(row.getKey(), to);
            Notes.Encoded encoded =
                Notes.row(row.getKey(), row.getValue().get(0), row.getValue().get(1));
            base.append(
                id.sequence().value(),
                id.order(),
                Notes.key(row.getKey()),
                new int[0],
                encoded.row());
          }
        }
        files.add(base.commit());
      }
    }
    publish(BackupKind.FULL, Boundary.ORIGIN, to, directory(BackupKind.FULL, to), files, List.of());
    end = to;
  }

  private void incremental(long to) {
    List<RunFile> files = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      files.add(run(to, RunRole.DELTA, partition));
      files.add(run(to, RunRole.HISTORY, partition));
    }
    List<Truncated> truncates =
        history.truncates().stream()
            .filter(id -> isInside(id, to))
            .map(id -> new Truncated(id, Notes.ID))
            .toList();
    publish(
        BackupKind.INCREMENTAL,
        Backups.boundary(end),
        to,
        directory(BackupKind.INCREMENTAL, to),
        files,
        truncates);
    end = to;
  }

  private RunFile run(long to, RunRole role, int partition) {
    RunName name = name(end, to, role, partition);
    String directory = location(BackupKind.INCREMENTAL, to);
    try (RunWriter run = RunWriter.create(archive.storage(), directory, name, Notes.SCHEMA)) {
      for (List<Change> versions : newestFirst(to, partition).values()) {
        List<Change> held =
            role == RunRole.DELTA ? versions.subList(0, 1) : versions.subList(1, versions.size());
        for (Change change : held) {
          append(run, change);
        }
      }
      return run.commit();
    }
  }

  private static void append(RunWriter run, Change change) {
    long sequence = change.id().sequence().value();
    long order = change.id().order();
    if (change.isDelete()) {
      run.appendTombstone(sequence, order, Notes.key(change.key()));
    } else {
      Notes.Encoded row = Notes.row(change.key(), change.title(), change.body());
      run.append(sequence, order, Notes.key(change.key()), row.unchanged(), row.row());
    }
  }

  /** The versions of each key in (end, to], with what this backup knows of unchanged values. */
  private Map<Integer, List<Change>> newestFirst(long to, int partition) {
    Map<Integer, List<Change>> versions = new TreeMap<>();
    for (Change change : history.changes()) {
      if (isInside(change.id(), to) && change.key() % PARTITIONS == partition) {
        List<Change> older = versions.computeIfAbsent(change.key(), key -> new ArrayList<>());
        older.add(older.isEmpty() ? change : filled(change, older.get(older.size() - 1)));
      }
    }
    versions.values().forEach(Collections::reverse);
    return versions;
  }

  @SuppressWarnings("ReferenceEquality")
  private static Change filled(Change change, Change older) {
    if (change.isDelete() || older.isDelete()) {
      return change;
    }
    return new Change(
        change.id(),
        change.key(),
        change.title() == Notes.SAME ? older.title() : change.title(),
        change.body() == Notes.SAME ? older.body() : change.body());
  }

  private boolean isInside(ChangeId id, long to) {
    return id.sequence().value() > end && id.sequence().value() <= to;
  }

  private ChangeId newest(int key, long to) {
    return history.changes().stream()
        .filter(change -> change.key() == key && change.id().sequence().value() <= to)
        .map(Change::id)
        .max(ChangeId::compareTo)
        .orElseThrow();
  }

  private void publish(
      BackupKind kind,
      Boundary from,
      long to,
      String directory,
      List<RunFile> files,
      List<Truncated> truncates) {
    BackupId id = BackupId.next(parent.map(ParentBackup::id), Backups.time(to), kind);
    Manifest manifest =
        new Manifest(
            NoteRuns.SHOP,
            id,
            parent.orElse(null),
            directory,
            from,
            Backups.boundary(to),
            timeline(kind, directory, from, Backups.boundary(to)),
            files,
            truncates,
            List.of(new TableInForce(Sequence.FIRST, Notes.DEFINITION)),
            Backups.time(to));
    if (!archive.publish(manifest)) {
      throw new AssertionError(id + " is there already");
    }
    ordinal++;
    parent = Optional.of(new ParentBackup(id, Sha256.of(ManifestCodec.encode(manifest))));
    taken.accept(manifest);
  }

  /** A commit for each sequence; of a full that of its end alone. */
  private TimelineFile timeline(BackupKind kind, String directory, Boundary from, Boundary to) {
    long last = to.sequence().value();
    long before = kind == BackupKind.FULL ? last - 1 : from.sequence().value();
    try (TimelineWriter writer = archive.writeTimeline(directory, from, to)) {
      for (long sequence = before + 1; sequence <= last; sequence++) {
        writer.append(
            new Commit(
                Sequence.of(sequence),
                new TransactionId(Long.toString(sequence)),
                Backups.position(sequence),
                Backups.time(sequence),
                List.of()));
      }
      return writer.commit();
    }
  }

  private static RunName name(long from, long to, RunRole role, int partition) {
    return new RunName(
        NoteRuns.SHOP, Sequence.of(from), Sequence.of(to), Notes.ID, role, partition, 1);
  }

  private String directory(BackupKind kind, long to) {
    return "data/" + new BackupId(Backups.time(to), ordinal + 1, kind) + "-0";
  }

  private String location(BackupKind kind, long to) {
    return NoteRuns.SHOP + "/" + directory(kind, to);
  }
}
