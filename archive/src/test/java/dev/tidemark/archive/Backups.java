package dev.tidemark.archive;

import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestCodec;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.ParentBackup;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of backups to plan with, a line a backup. The transaction of sequence n was committed n
 * seconds after {@link #DAY} and ends at position 0/n hex.
 */
public final class Backups {

  public static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");

  private static final TimelineFile TIMELINE = new TimelineFile(0, 0, Sha256.of(new byte[0]));

  private final List<ManifestFile.Intact> manifests = new ArrayList<>();

  /** A full merged up to the backup before it, or the first. */
  public Backups full(long to) {
    return add(BackupKind.FULL, 0, to, parent(), List.of(), run(RunRole.BASE, 1, to));
  }

  /** A full that owes nothing to the backups before it. */
  public Backups freshFull(long to) {
    return add(BackupKind.FULL, 0, to, null, List.of(), run(RunRole.BASE, 1, to));
  }

  /** An incremental after the backup before it, with a delta and a history. */
  public Backups incremental(long to) {
    return incremental(to, List.of());
  }

  /** An incremental that names the backup before it and begins elsewhere. */
  public Backups incrementalFrom(long from, long to) {
    return add(BackupKind.INCREMENTAL, from, to, parent(), List.of());
  }

  /** An incremental with a TRUNCATE of {@link Notes}. */
  public Backups truncating(long to, ChangeId truncate) {
    return incremental(to, List.of(new Truncated(truncate, Notes.ID)));
  }

  public ManifestFile.Intact last() {
    return manifests.get(manifests.size() - 1);
  }

  /** Without those of these ordinals. */
  public List<ManifestFile> without(int... ordinals) {
    List<ManifestFile> left = new ArrayList<>(manifests);
    for (int ordinal : ordinals) {
      left.removeIf(manifest -> manifest.ordinal() == ordinal);
    }
    return left;
  }

  /** A full of any ordinal, in a directory of its own. */
  public static Manifest ofOrdinal(int ordinal, String directory) {
    return new Manifest(
        NoteRuns.SHOP,
        new BackupId(time(ordinal), ordinal, BackupKind.FULL),
        null,
        directory,
        Boundary.ORIGIN,
        boundary(ordinal),
        TIMELINE,
        List.of(run(RunRole.BASE, 1, ordinal)),
        List.of(),
        List.of(new TableInForce(Sequence.FIRST, Notes.DEFINITION)),
        time(ordinal));
  }

  public static Boundary boundary(long sequence) {
    return new Boundary(
        Sequence.of(sequence),
        time(sequence),
        position(sequence),
        OffsetMap.of(Map.of(Notes.ID, List.of(10 * sequence))));
  }

  public static Instant time(long sequence) {
    return DAY.plusSeconds(sequence);
  }

  public static SourcePosition position(long sequence) {
    return new SourcePosition("0/" + Long.toHexString(sequence));
  }

  private Backups incremental(long to, List<Truncated> truncates) {
    long from = last().manifest().to().sequence().value();
    return add(
        BackupKind.INCREMENTAL,
        from,
        to,
        parent(),
        truncates,
        run(RunRole.DELTA, from + 1, to),
        run(RunRole.HISTORY, from + 1, to));
  }

  private Backups add(
      BackupKind kind,
      long from,
      long to,
      @Nullable ParentBackup parent,
      List<Truncated> truncates,
      RunFile... files) {
    BackupId id = new BackupId(time(to), manifests.size() + 1, kind);
    Manifest manifest =
        new Manifest(
            NoteRuns.SHOP,
            id,
            parent,
            "data/" + id.ordinal(),
            from == 0 ? Boundary.ORIGIN : boundary(from),
            boundary(to),
            TIMELINE,
            List.of(files),
            truncates,
            List.of(new TableInForce(Sequence.FIRST, Notes.DEFINITION)),
            time(to));
    Sha256 sha256 = Sha256.of(ManifestCodec.encode(manifest));
    manifests.add(new ManifestFile.Intact(manifest, sha256));
    return this;
  }

  private @Nullable ParentBackup parent() {
    return manifests.isEmpty() ? null : new ParentBackup(last().manifest().id(), last().sha256());
  }

  private static RunFile run(RunRole role, long first, long last) {
    return new RunFile(
        role.word(),
        role,
        Notes.ID,
        0,
        1,
        1,
        Sha256.of(new byte[] {1}),
        "02",
        "02",
        Sequence.of(first),
        Sequence.of(last),
        Notes.SCHEMA.fingerprint());
  }
}
