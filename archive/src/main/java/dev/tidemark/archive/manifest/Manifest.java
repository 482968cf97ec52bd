package dev.tidemark.archive.manifest;

import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One backup: all of it that is not rows.
 *
 * @param parent the backup before it in the chain; for a synthetic full the incremental it was
 *     merged up to; null when there is none
 * @param directory where its files are, below the collection's root
 * @param from covers what comes after this
 * @param to up to this
 * @param truncates in (from, to], in order
 * @param obscured where it is not known what a table was: all that reach into (from, to]
 * @param tables in force at {@code to}
 * @param created when it was made
 */
public record Manifest(
    CollectionName collection,
    BackupId id,
    @Nullable ParentBackup parent,
    String directory,
    Boundary from,
    Boundary to,
    TimelineFile timeline,
    List<RunFile> files,
    List<TimelineEntry.Truncated> truncates,
    List<ObscuredWindow> obscured,
    List<TableInForce> tables,
    Instant created) {

  public Manifest {
    files = List.copyOf(files);
    truncates = List.copyOf(truncates);
    obscured = List.copyOf(obscured);
    tables = List.copyOf(tables);
    if (to.sequence().isBefore(from.sequence())) {
      throw new IllegalArgumentException(id + " ends before it begins");
    }
    if (id.kind() == BackupKind.FULL && !from.equals(Boundary.ORIGIN)) {
      throw new IllegalArgumentException(id + " is a full backup and does not begin at the origin");
    }
    if (id.kind() == BackupKind.INCREMENTAL && parent == null) {
      throw new IllegalArgumentException(id + " is an incremental backup without a parent");
    }
  }

  /** A backup throughout which every table is known. */
  public Manifest(
      CollectionName collection,
      BackupId id,
      @Nullable ParentBackup parent,
      String directory,
      Boundary from,
      Boundary to,
      TimelineFile timeline,
      List<RunFile> files,
      List<TimelineEntry.Truncated> truncates,
      List<TableInForce> tables,
      Instant created) {
    this(
        collection,
        id,
        parent,
        directory,
        from,
        to,
        timeline,
        files,
        truncates,
        List.of(),
        tables,
        created);
  }

  /** The windows that are still open at its end. */
  public List<ObscuredWindow> openWindows() {
    return obscured.stream().filter(ObscuredWindow::isOpen).toList();
  }

  public BackupKind kind() {
    return id.kind();
  }

  public boolean isFull() {
    return id.kind() == BackupKind.FULL;
  }

  public Optional<ParentBackup> parentBackup() {
    return Optional.ofNullable(parent);
  }

  /** The same without what only points inside it need. */
  Manifest withoutHistory() {
    List<RunFile> kept = files.stream().filter(file -> file.role() != RunRole.HISTORY).toList();
    return new Manifest(
        collection,
        id,
        parent,
        directory,
        from,
        to,
        timeline,
        kept,
        truncates,
        obscured,
        tables,
        created);
  }

  /** The same backup with other files for some of its own, and after the parent as it is now. */
  Manifest rewritten(List<RunFile> runs, @Nullable ParentBackup before) {
    return new Manifest(
        collection,
        id,
        before,
        directory,
        from,
        to,
        timeline,
        runs,
        truncates,
        obscured,
        tables,
        created);
  }

  /** {@code shop/data/…}: its directory from the storage's root. */
  public String location() {
    return collection + "/" + directory;
  }

  /** {@code shop/data/…/timeline.avro}: its timeline from the storage's root. */
  public String timelinePath() {
    return timelinePath(location());
  }

  /** That of a backup whose directory this is, from the storage's root. */
  static String timelinePath(String location) {
    return location + "/" + ManifestCodec.TIMELINE;
  }

  /** Its runs, and where they are. */
  public List<StoredRun> runs() {
    return files.stream().map(file -> new StoredRun(location(), file)).toList();
  }

  /** The bytes of all its runs. */
  public long bytes() {
    return files.stream().mapToLong(RunFile::bytes).sum();
  }

  /** The versions in all its runs. */
  public long rows() {
    return files.stream().mapToLong(RunFile::rows).sum();
  }
}
