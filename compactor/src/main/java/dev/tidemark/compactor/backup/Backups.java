package dev.tidemark.compactor.backup;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.compactor.intake.KafkaLog;
import dev.tidemark.compactor.source.SourceLog;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes backups of one collection. Each call is one bounded job: it ends with a manifest, or leaves
 * the archive as it was. Holds nothing open between calls.
 *
 * <p>Two jobs of one collection at the same time harm nobody: the one that publishes second fails.
 */
public final class Backups {

  private final Archive archive;
  private final SourceLog log;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final CompactorConfig config;

  /**
   * @param clock for names and labels alone; it orders nothing
   * @param random for the names of directories
   */
  public Backups(
      Archive archive,
      SourceLog log,
      InstantSource clock,
      RandomGenerator random,
      CompactorConfig config) {
    this.archive = archive;
    this.log = log;
    this.clock = clock;
    this.random = random;
    this.config = config;
  }

  /**
   * Backups from a collection's log in Kafka.
   *
   * @param bootstrapServers {@code host:port}, more of them separated by commas
   */
  public static Backups open(
      CollectionName collection,
      String bootstrapServers,
      Storage storage,
      InstantSource clock,
      RandomGenerator random,
      CompactorConfig config) {
    KafkaLog kafka = new KafkaLog(collection, bootstrapServers);
    return new Backups(
        Archive.open(storage, collection),
        new SourceLog(kafka.timeline(), kafka.changes(), kafka.schemas()),
        clock,
        random,
        config);
  }

  /**
   * Takes an incremental up to the newest boundary; before a table that was read again in between,
   * one of its own. After a gap it begins with a full, of the snapshot that was taken then.
   */
  public BackupResult incremental(BackupListener listener) {
    return incrementalTo(null, listener);
  }

  /**
   * Takes an incremental up to a boundary.
   *
   * @throws BackupException there is no full yet, the chain is damaged, or its history has a gap
   */
  public BackupResult incremental(Checkpoint upTo, BackupListener listener) {
    return incrementalTo(upTo, listener);
  }

  /**
   * Takes a full. The first is made of the snapshot; what was captured since goes into an
   * incremental after it. A later one is merged from the chain, after an incremental has closed
   * that, unless there was a gap: then it is made of the snapshot after that.
   */
  public BackupResult full(BackupListener listener) {
    return fullTo(null, null, listener);
  }

  /** Takes a full of what is captured up to a boundary. */
  public BackupResult full(Checkpoint upTo, BackupListener listener) {
    return fullTo(upTo, null, listener);
  }

  /**
   * Takes a full of what is captured up to a boundary.
   *
   * @param ahead what was read of the first snapshot meanwhile; the caller closes it
   */
  public BackupResult full(Checkpoint upTo, ReadAhead ahead, BackupListener listener) {
    return fullTo(upTo, ahead, listener);
  }

  /** Reads the first snapshot while it is being taken, as often as it is told to advance. */
  public ReadAhead readAhead(BackupListener listener) {
    return new ReadAhead(
        log, archive.collection(), config, listener, () -> chains().newest().isPresent());
  }

  private BackupResult incrementalTo(@Nullable Checkpoint upTo, BackupListener listener) {
    Chains chains = chains();
    Chain newest =
        chains.newest().orElseThrow(() -> BackupException.noFullYet(archive.collection()));
    List<Manifest> taken = takeIncrementals(chains, upTo, listener);
    return taken.isEmpty()
        ? new BackupResult.NothingNew(newest.last().manifest())
        : new BackupResult.Taken(taken);
  }

  private BackupResult fullTo(
      @Nullable Checkpoint upTo, @Nullable ReadAhead ahead, BackupListener listener) {
    List<Manifest> taken = new ArrayList<>();
    Chains before = chains();
    if (before.newest().isEmpty()) {
      taken.add(takeFirstFull(ahead, listener));
      taken.addAll(takeIncrementals(chains(), upTo, listener));
      return new BackupResult.Taken(taken);
    }
    taken.addAll(takeIncrementals(before, upTo, listener));
    Chains closed = taken.isEmpty() ? before : chains();
    ManifestFile.Intact closing = closed.newest().orElseThrow().last();
    if (closing.manifest().isFull()) {
      return taken.isEmpty()
          ? new BackupResult.NothingNew(closing.manifest())
          : new BackupResult.Taken(taken);
    }
    requireAllKnown(closing.manifest());
    taken.add(merge(closed, closing, listener));
    return new BackupResult.Taken(taken);
  }

  private void requireAllKnown(Manifest closing) {
    Optional<ObscuredWindow> open = closing.openWindows().stream().findFirst();
    if (open.isPresent()) {
      throw BackupException.obscured(archive.collection(), open.get());
    }
  }

  /**
   * One, or several where tables were read again in between; after a gap, a full among them.
   *
   * @param before what there is: to read all manifests is most of the work when little has changed
   */
  private List<Manifest> takeIncrementals(
      Chains before, @Nullable Checkpoint upTo, BackupListener listener) {
    List<Manifest> taken = new ArrayList<>();
    Ranges ranges = new Ranges(archive.collection(), log.timeline());
    boolean goesOn = true;
    while (goesOn) {
      Chains chains = taken.isEmpty() ? before : chains();
      ManifestFile.Intact newest = chains.newest().orElseThrow().last();
      Ranges.Next next = ranges.after(newest.manifest(), upTo);
      if (next.range().isPresent()) {
        BackupRange range = next.range().get();
        taken.add(takeIncremental(chains, newest, range, listener));
        goesOn = range.isCut() || next.gap().isPresent();
      } else {
        Optional<BackupRange> snapshot = next.gap().flatMap(gap -> behind(newest, upTo));
        snapshot.ifPresent(
            range -> taken.add(takeSnapshot(range, newest, intake(range), listener)));
        goesOn = snapshot.isPresent();
        if (taken.isEmpty() && next.gap().isPresent()) {
          Gap gap = next.gap().get();
          throw BackupException.gap(archive.collection(), gap.sequence(), gap.reason());
        }
      }
    }
    return taken;
  }

  /** The snapshot behind a gap, if it is complete and wanted. */
  private Optional<BackupRange> behind(ManifestFile.Intact newest, @Nullable Checkpoint upTo) {
    return SnapshotRange.find(log.timeline(), newest.manifest().to().sequence())
        .filter(range -> upTo == null || !range.to().sequence().isAfter(upTo.last()));
  }

  private Manifest takeIncremental(
      Chains chains, ManifestFile.Intact newest, BackupRange range, BackupListener listener) {
    ChainRows base = ChainRows.atEnd(archive.storage(), chains, newest.manifest().to().sequence());
    return take(range, BackupKind.INCREMENTAL, newest, base, intake(range), listener);
  }

  private Manifest takeFirstFull(@Nullable ReadAhead ahead, BackupListener listener) {
    BackupRange range =
        SnapshotRange.find(log.timeline(), Sequence.NONE)
            .orElseThrow(() -> BackupException.nothingCaptured(archive.collection()));
    Supplier<Intake> intake =
        () ->
            Optional.ofNullable(ahead)
                .flatMap(read -> read.take(Span.of(range)))
                .orElseGet(intake(range));
    return takeSnapshot(range, null, intake, listener);
  }

  private Manifest takeSnapshot(
      BackupRange range,
      ManifestFile.@Nullable Intact before,
      Supplier<Intake> intake,
      BackupListener listener) {
    ChainRows base = ChainRows.none(archive.storage());
    return take(range, BackupKind.FULL, before, base, intake, listener);
  }

  /** Nothing of the range is read yet. */
  private Supplier<Intake> intake(BackupRange range) {
    return () -> Intake.open(log, Span.of(range), config, archive.collection().value());
  }

  private Manifest take(
      BackupRange range,
      BackupKind kind,
      ManifestFile.@Nullable Intact before,
      ChainRows base,
      Supplier<Intake> open,
      BackupListener listener) {
    return publish(
        draft(before, kind, range.from(), range.to()),
        draft -> {
          try (Intake intake = open.get()) {
            return new RangeBackup(base, config, listener, range, draft).write(intake);
          }
        });
  }

  private Manifest merge(Chains chains, ManifestFile.Intact closing, BackupListener listener) {
    Boundary to = closing.manifest().to();
    ChainRows rows = ChainRows.atEnd(archive.storage(), chains, to.sequence());
    return publish(
        draft(closing, BackupKind.FULL, Boundary.ORIGIN, to),
        draft -> new SyntheticFull(rows, listener, closing.manifest(), draft).write());
  }

  private Draft draft(
      ManifestFile.@Nullable Intact before, BackupKind kind, Boundary from, Boundary to) {
    return Draft.of(archive, before, kind, from, to, clock.instant(), random);
  }

  /** Files first, manifest last; what comes to nothing is removed. */
  private static Manifest publish(Draft draft, Function<Draft, Manifest> writing) {
    Manifest manifest;
    try {
      manifest = writing.apply(draft);
    } catch (RuntimeException e) {
      draft.discard(e);
      // An interrupted thread's files close under it, so whatever failed, this is why.
      throw Thread.currentThread().isInterrupted() ? new BackupCancelledException(e) : e;
    }
    draft.publish(manifest);
    return manifest;
  }

  /** The chains there are, of which the newest must be whole. */
  private Chains chains() {
    Chains chains = Chains.of(archive.manifests());
    Optional<Damage> damage = chains.newest().map(Chain::damage).orElse(chains.baseless());
    damage.ifPresent(
        found -> {
          throw BackupException.damaged(archive.collection(), found);
        });
    return chains;
  }
}
