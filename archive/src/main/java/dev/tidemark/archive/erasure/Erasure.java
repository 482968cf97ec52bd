package dev.tidemark.archive.erasure;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.erasure.ErasureListener.Step;
import dev.tidemark.archive.erasure.ErasureReport.Erased;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.ErasureRecord;
import dev.tidemark.archive.manifest.ErasureRecord.ErasedTable;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.NextGeneration;
import dev.tidemark.archive.retention.Leftovers;
import dev.tidemark.archive.retention.RetentionPlan.KeptFile;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes rows out of backups: <em>search</em> the keys of which any version matches, <em>check</em>
 * that none of them is there still, <em>rewrite</em> the runs that have them and all manifests,
 * <em>switch</em> to them with one write, and <em>delete</em> what they replaced.
 *
 * <p>A restore at any point is then the source as of it, without those rows. Broken off before the
 * switch nothing has changed; broken off after it the next erasure, or retention, deletes the rest.
 */
public final class Erasure {

  /** How many keys one erasure takes. */
  public static final long MOST_KEYS = 1_000_000;

  private static final long MOST_BYTES = 256L << 20;

  private final Archive archive;
  private final ErasureListener listener;
  private final Chains chains;
  private final Manifest newest;
  private final ErasedKeys keys = new ErasedKeys(MOST_KEYS, MOST_BYTES);

  /** One object of each schema, however many runs have it: what is known by it stays small. */
  private final RunSchemas schemas = new RunSchemas();

  private final SortedMap<TableId, Long> untold = new TreeMap<>();

  /** The runs that have a version of a key, and how many. */
  private final Map<String, Long> found = new HashMap<>();

  private Erasure(Archive archive, ErasureListener listener) {
    this.archive = archive;
    this.listener = listener;
    this.chains = Chains.of(archive.manifests());
    chains
        .damages()
        .forEach(
            damage -> {
              throw ErasureException.damaged(damage);
            });
    this.newest =
        chains
            .newest()
            .orElseThrow(() -> ErasureException.nothing(archive.collection()))
            .last()
            .manifest();
  }

  /**
   * Says what would be erased. Changes nothing.
   *
   * @param matches says of each table which of its rows are meant
   * @throws ErasureException it could not be erased
   * @throws ErasureCancelledException the listener said so, or the thread was interrupted
   */
  public static ErasureReport plan(
      Archive archive, SortedMap<TableId, RowMatch> matches, ErasureListener listener) {
    Erasure erasure = new Erasure(archive, listener);
    erasure.search(matches);
    return erasure.report(erasure.alive(matches), Optional.empty(), List.of());
  }

  /**
   * Erases. Nobody else may write to the archive meanwhile.
   *
   * @param now for what is written down of it
   * @return what was erased, also when what it replaced could not be deleted
   * @throws ErasureException it cannot be erased; nothing has changed
   * @throws ErasureCancelledException the listener said so, or the thread was interrupted; nothing
   *     has changed
   * @throws dev.tidemark.archive.storage.AnswerLostException whether it is erased is not known
   */
  public static ErasureReport run(
      Archive archive,
      SortedMap<TableId, RowMatch> matches,
      Instant now,
      ErasureListener listener) {
    Erasure erasure = new Erasure(archive, listener);
    // Of an attempt that broke off nothing may be in the way of this one.
    List<KeptFile> kept = Leftovers.delete(archive);
    erasure.search(matches);
    SortedMap<TableId, Long> alive = erasure.alive(matches);
    alive.values().removeIf(count -> count == 0);
    if (!alive.isEmpty()) {
      throw ErasureException.alive(alive, erasure.newest.id());
    }
    if (erasure.found.isEmpty()) {
      return erasure.report(alive, Optional.empty(), kept);
    }
    return erasure.ended(alive, erasure.rewrite(now));
  }

  /** It is erased: whatever breaks from here on, nobody may be told that it is not. */
  private ErasureReport ended(SortedMap<TableId, Long> alive, int generation) {
    ErasureReport report = report(alive, Optional.of(generation), List.of());
    try {
      boolean unused = listener.progress(Step.DELETE, 0, 1);
      return report.keeping(Leftovers.delete(archive));
    } catch (ProblemException e) {
      return report.unfinished(String.valueOf(e.getMessage()));
    }
  }

  private void search(SortedMap<TableId, RowMatch> matches) {
    List<Manifest> backups = backups();
    long total = backups.stream().flatMap(b -> runs(b, matches)).mapToLong(Erasure::bytes).sum();
    Meter meter = new Meter(listener, Step.SEARCH, 2 * total);
    matches.forEach(
        (table, match) -> {
          KeySearch search = new KeySearch(archive, table, match, keys, schemas, meter);
          chains.chains().forEach(search::search);
          untold.put(table, search.untold());
        });
    if (!keys.isEmpty()) {
      // A key that one backup has shown may be in any other.
      backups.stream().flatMap(backup -> runs(backup, matches)).forEach(run -> look(run, meter));
    }
  }

  private void look(StoredRun run, Meter meter) {
    long versions = RunRewrite.versions(archive.storage(), run, schemas, keys);
    if (versions > 0) {
      found.put(run.path(), versions);
    }
    meter.advance(run.file().bytes());
  }

  private SortedMap<TableId, Long> alive(SortedMap<TableId, RowMatch> matches) {
    SortedMap<TableId, Long> alive = new TreeMap<>();
    if (!keys.isEmpty()) {
      LiveKeys live = LiveKeys.of(archive, chains, keys, schemas);
      Meter meter =
          new Meter(listener, Step.CHECK, matches.keySet().stream().mapToLong(live::bytes).sum());
      matches.keySet().forEach(table -> alive.put(table, live.count(table, meter)));
    }
    return alive;
  }

  /** The generation that counts now. */
  private int rewrite(Instant now) {
    NextGeneration next = NextGeneration.of(archive);
    RunRewrite rewrite = new RunRewrite(archive, keys, schemas, next.generation());
    long total =
        backups().stream()
            .flatMap(backup -> backup.runs().stream())
            .filter(run -> found.containsKey(run.path()))
            .mapToLong(Erasure::bytes)
            .sum();
    Meter meter = new Meter(listener, Step.REWRITE, total);
    next.takeOver();
    for (Chain chain : chains.chains()) {
      for (ManifestFile.Intact backup : chain.backups()) {
        next.add(backup, rewritten(backup.manifest(), rewrite, meter));
      }
    }
    next.record(
        new ErasureRecord(
            now,
            newest.id(),
            untold.keySet().stream()
                .map(
                    table ->
                        new ErasedTable(table, keys.count(table), versions(table), runs(table)))
                .toList()));
    meter.advance(0);
    next.makeCurrent();
    return next.generation().number();
  }

  private List<RunFile> rewritten(Manifest backup, RunRewrite rewrite, Meter meter) {
    List<RunFile> files = new ArrayList<>();
    for (StoredRun run : backup.runs()) {
      boolean isConcerned = found.containsKey(run.path());
      files.add(isConcerned ? rewrite.write(backup, run) : run.file());
      meter.advance(isConcerned ? run.file().bytes() : 0);
    }
    return files;
  }

  private ErasureReport report(
      SortedMap<TableId, Long> alive, Optional<Integer> generation, List<KeptFile> kept) {
    List<Erased> tables = new ArrayList<>();
    untold.forEach(
        (table, unclear) ->
            tables.add(
                new Erased(
                    table,
                    keys.count(table),
                    versions(table),
                    runs(table),
                    alive.getOrDefault(table, 0L),
                    unclear)));
    return new ErasureReport(
        newest.id(), backups().size(), tables, generation, kept, Optional.empty());
  }

  private long versions(TableId table) {
    return concerned(table).stream().mapToLong(run -> found.getOrDefault(run.path(), 0L)).sum();
  }

  private long runs(TableId table) {
    return concerned(table).size();
  }

  private List<StoredRun> concerned(TableId table) {
    return backups().stream()
        .flatMap(backup -> backup.runs().stream())
        .filter(run -> run.file().table().equals(table) && found.containsKey(run.path()))
        .toList();
  }

  private List<Manifest> backups() {
    return chains.chains().stream().flatMap(chain -> chain.manifests().stream()).toList();
  }

  private static Stream<StoredRun> runs(Manifest backup, SortedMap<TableId, RowMatch> matches) {
    return backup.runs().stream().filter(run -> matches.containsKey(run.file().table()));
  }

  private static long bytes(StoredRun run) {
    return run.file().bytes();
  }
}
