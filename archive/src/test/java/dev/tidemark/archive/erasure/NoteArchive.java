package dev.tidemark.archive.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.merge.NoteRestore;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.Verification;
import dev.tidemark.archive.verify.VerificationReport;
import dev.tidemark.archive.verify.VerifyListener;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Notes in backups, to erase from and to look at afterwards. */
final class NoteArchive {

  /** The last sequence of {@link #backedUp}. */
  static final int LAST = 12;

  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  final NoteHistory history;
  final Storage storage;
  final long first;

  NoteArchive(NoteHistory history, List<Integer> cuts, Storage storage) {
    this.history = history;
    this.storage = storage;
    archive()
        .describe(
            new CollectionDescription(
                NoteRuns.SHOP, "postgresql://app@db:5432/shop", List.of(Notes.ID), Instant.EPOCH));
    NoteBackups backups = new NoteBackups(archive(), history);
    backups.take(cuts);
    first = backups.first();
  }

  private NoteArchive(NoteHistory history, Storage storage, long first) {
    this.history = history;
    this.storage = storage;
    this.first = first;
  }

  Archive archive() {
    return archive(storage);
  }

  static Archive archive(Storage storage) {
    return Archive.open(storage, NoteRuns.SHOP);
  }

  static ErasureReport erase(Storage storage, RowMatch match) {
    return Erasure.run(archive(storage), matches(match), NOW, ErasureListener.NONE);
  }

  static SortedMap<TableId, RowMatch> matches(RowMatch match) {
    return new TreeMap<>(Map.of(Notes.ID, match));
  }

  /** The same history in another storage. */
  NoteArchive in(Storage other) {
    return new NoteArchive(history, other, first);
  }

  static RestorePlan plan(Storage storage, long sequence) {
    return plan(Chains.of(archive(storage).manifests()), sequence);
  }

  private static RestorePlan plan(Chains chains, long sequence) {
    return Planner.plan(chains, new TimelineFacts(List.of(), List.of()), Sequence.of(sequence));
  }

  /** At every sequence the rows are those of then, without some keys. */
  void assertIsWithout(Set<Integer> keys) {
    Chains chains = Chains.of(archive().manifests());
    for (long sequence = first; sequence <= history.last(); sequence++) {
      assertThat(NoteRestore.rows(storage, (RestorePlan.Planned) plan(chains, sequence)))
          .as("at sequence %d", sequence)
          .isEqualTo(without(sequence, keys));
    }
  }

  Map<Integer, List<String>> rows(long sequence) {
    return NoteRestore.rows(storage, (RestorePlan.Planned) plan(storage, sequence));
  }

  Map<Integer, List<String>> without(long sequence, Set<Integer> keys) {
    Map<Integer, List<String>> rows = new TreeMap<>(history.stateAt(sequence));
    rows.keySet().removeAll(keys);
    return rows;
  }

  /** Everything can be read, and no file is there but those that the manifests name. */
  void assertIsWhole() {
    VerificationReport report =
        Verification.run(archive(), new VerifyScope.Everything(), Depth.ROWS, VerifyListener.NONE);
    assertThat(report.findings()).isEmpty();
    assertThat(report.leftovers()).isEmpty();
    Set<String> named = new TreeSet<>();
    for (Manifest manifest : backups()) {
      named.add(manifest.location() + "/timeline.avro");
      manifest.runs().forEach(run -> named.add(run.path()));
    }
    assertThat(storage.list(NoteRuns.SHOP + "/data/").stream().map(StoredFile::path).toList())
        .containsExactlyElementsOf(named);
  }

  /** No file has a version of a key, and no manifest names it. */
  void assertHasNothingOf(Set<Integer> keys) {
    assertThat(keysAmong(keys)).isEmpty();
  }

  /** Those of which a file has a version, be it a deletion. */
  Set<Integer> keysAmong(Set<Integer> keys) {
    Set<Integer> found = new TreeSet<>();
    for (Manifest manifest : backups()) {
      for (StoredRun run : manifest.runs()) {
        try (RunReader reader = RunReader.open(storage, run)) {
          while (reader.advance()) {
            keys.stream().filter(key -> Notes.key(key).equals(reader.key())).forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  List<Manifest> backups() {
    return archive().manifests().stream()
        .map(file -> ((ManifestFile.Intact) file).manifest())
        .toList();
  }

  Set<String> paths() {
    return new TreeSet<>(storage.list("").stream().map(StoredFile::path).toList());
  }

  /** Every third sequence an incremental, every ninth a full; keys 1 and 2 are gone at the end. */
  static NoteArchive backedUp(Storage storage) {
    List<Integer> cuts =
        IntStream.rangeClosed(0, LAST + 1)
            .map(n -> n % 9 == 0 ? 0 : n % 3 == 0 ? 1 : 9)
            .boxed()
            .toList();
    return new NoteArchive(threeKeys(), cuts, storage);
  }

  private static NoteHistory threeKeys() {
    List<Integer> keys = List.of(1, 2, 4);
    Random random = new Random(3);
    // Rows of three keys, changes that leave the title or the body or neither, two deletions.
    return NoteHistory.of(
        Stream.of(
                keys.stream().map(key -> 6 * 10 + key),
                IntStream.range(0, LAST - 6)
                    .mapToObj(i -> 6 * (3 + random.nextInt(9)) + keys.get(random.nextInt(3))),
                Stream.of(6 + 1, 6 + 2))
            .flatMap(some -> some)
            .toList());
  }
}
