package dev.tidemark.archive.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.copy.ArchiveCopy;
import dev.tidemark.archive.copy.CopyException;
import dev.tidemark.archive.copy.CopyListener;
import dev.tidemark.archive.copy.CopyResult;
import dev.tidemark.archive.copy.CopyScope;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.UnknownGenerationException;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.retention.Retention;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.archive.storage.FaultyStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.encryption.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The transaction of sequence n is committed at second n, in backups of three. */
@DisplayName("An erasure")
class ErasureTest {

  private static final int LAST = 12;

  /** The key that is erased: deleted in the last transaction. */
  private static final int KEY = 1;

  private static final NoteMatch MATCH = NoteMatch.ids(KEY);

  private static final NoteHistory HISTORY = history();

  @Test
  @DisplayName(
      "broken between any two calls has erased nothing, or says it has; the next one ends it")
  void killed() {
    MemoryStorage whole = new MemoryStorage();
    NoteArchive before = backedUp(whole);
    NoteArchive done = before.in(copyOf(whole));
    ErasureReport report = NoteArchive.erase(done.storage, MATCH);
    assertThat(report.generation()).contains(2);
    int nothing = 0;
    int all = 0;
    for (int calls = 0; nothing + all == calls; calls++) {
      MemoryStorage memory = copyOf(whole);
      NoteArchive notes = before.in(memory);
      FaultyStorage faulty = new FaultyStorage(memory);
      faulty.failAfterCalls(calls);
      try {
        ErasureReport erased = NoteArchive.erase(faulty, MATCH);
        all += erased.unfinished().isPresent() ? 1 : 0;
        assertThat(erased.keys()).isEqualTo(1);
      } catch (StorageException e) {
        nothing++;
        assertThat(NoteArchive.archive(memory).generation()).isEqualTo(Generation.FIRST);
      }
      memory.crash();
      boolean isErased = NoteArchive.archive(memory).generation().equals(new Generation(2));
      if (isErased) {
        notes.assertIsWithout(Set.of(KEY));
      } else {
        assertHasAllOf(whole, memory);
      }

      if (isErased && calls % 2 == 0) {
        RetentionPlan unused =
            Retention.apply(notes.archive(), RetentionPolicy.KEEP_ALL, Backups.time(LAST));
      } else {
        ErasureReport unused = NoteArchive.erase(memory, MATCH);
      }

      // Names, then bytes: what was done again is what would have been done at once.
      assertThat(notes.paths()).as("killed after %d calls", calls).isEqualTo(done.paths());
      assertThat(contents(memory)).isEqualTo(contents(done.storage));
    }
    done.assertIsWithout(Set.of(KEY));
    done.assertIsWhole();
    assertThat(nothing).isGreaterThan(50);
    assertThat(all).isGreaterThan(10);
  }

  @Test
  @DisplayName("that broke off before anything was switched leaves what retention removes")
  void brokenOff() {
    MemoryStorage memory = new MemoryStorage();
    NoteArchive notes = backedUp(memory);
    Set<String> whole = notes.paths();

    assertThatThrownBy(
            () ->
                Erasure.run(
                    notes.archive(),
                    NoteArchive.matches(MATCH),
                    NoteArchive.NOW,
                    (step, done, total) -> step != ErasureListener.Step.REWRITE || done < total))
        .isInstanceOf(ErasureCancelledException.class)
        .hasMessage("the erasure was stopped");

    assertThat(notes.paths()).hasSizeGreaterThan(whole.size()).containsAll(whole);
    RetentionPlan plan =
        Retention.apply(notes.archive(), RetentionPolicy.KEEP_ALL, Backups.time(LAST));
    assertThat(plan.kept()).isEmpty();
    assertThat(notes.paths()).isEqualTo(whole);
    notes.assertIsWhole();
    notes.assertIsWithout(Set.of());
  }

  @Test
  @DisplayName("only says what it would do when it is planned")
  void planned() {
    NoteArchive notes = backedUp(new MemoryStorage());
    Set<String> whole = notes.paths();

    ErasureReport plan =
        Erasure.plan(
            notes.archive(), NoteArchive.matches(NoteMatch.ids(1, 4)), ErasureListener.NONE);

    assertThat(notes.paths()).isEqualTo(whole);
    assertThat(plan.keys()).isEqualTo(2);
    assertThat(plan.tables().get(0).alive()).isEqualTo(1);
    assertThat(plan.versions()).isGreaterThan(2);
    assertThat(plan.generation()).isEmpty();
  }

  @Test
  @DisplayName("keeps given up what retention has given up, before it and after it")
  void retention() {
    NoteArchive notes = backedUp(new MemoryStorage());
    RetentionPolicy policy =
        new RetentionPolicy(Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ZERO));
    RetentionPlan first = Retention.apply(notes.archive(), policy, Backups.time(LAST));
    assertThat(first.deletions()).isNotEmpty();

    ErasureReport unused = NoteArchive.erase(notes.storage, MATCH);

    assertThat(notes.paths()).anyMatch(path -> path.matches("shop/manifests-2/.*\\.thinned"));
    assertThat(notes.paths()).anyMatch(path -> path.matches("shop/manifests-2/.*\\.retired"));
    assertThat(NoteArchive.plan(notes.storage, 11)).isInstanceOf(RestorePlan.Thinned.class);
    assertThat(NoteArchive.plan(notes.storage, 2)).isInstanceOf(RestorePlan.BeforeHistory.class);
    for (long sequence : List.of(9L, (long) LAST)) {
      assertThat(notes.rows(sequence)).isEqualTo(notes.without(sequence, Set.of(KEY)));
    }
    notes.assertIsWhole();
    assertThat(RetentionPlan.of(notes.archive(), policy, Backups.time(LAST)).deletions()).isEmpty();
  }

  @Test
  @DisplayName("follows another, and what was written down of the first stays")
  void twice() {
    NoteArchive notes = backedUp(new MemoryStorage());
    ErasureReport unused = NoteArchive.erase(notes.storage, MATCH);

    ErasureReport second = NoteArchive.erase(notes.storage, NoteMatch.ids(2));

    assertThat(second.generation()).contains(3);
    notes.assertIsWithout(Set.of(KEY, 2));
    notes.assertIsWhole();
    assertThat(notes.archive().erasures())
        .containsExactly("shop/manifests-3/erasure-2.json", "shop/manifests-3/erasure-3.json");
    assertThat(notes.paths()).noneMatch(path -> path.matches("shop/manifests(-2)?/.*"));
    assertThat(content(notes.storage, "shop/manifests-3/erasure-2.json"))
        .matches(
            "(?s)\\{\n  \"format\" : 1,\n  \"collection\" : \"shop\",\n  \"generation\" : 2,\n"
                + "  \"time\" : \"2026-11-26T12:00:00Z\",\n  \"upTo\" : \"[0-9Z]+_0+[0-9]+_[a-z]+\",\n"
                + "  \"tables\" : \\[\n    \\{\n      \"table\" : \"public.notes\",\n"
                + "      \"keys\" : 1,\n      \"versions\" : [0-9]+,\n      \"runs\" : [0-9]+\n"
                + "    \\}\n  \\],\n  \"sha256\" : \"[0-9a-f]{64}\"\n\\}\n");
  }

  @Test
  @DisplayName("of encrypted backups leaves them encrypted, each under the data key that it had")
  void encrypted() {
    MemoryStorage raw = new MemoryStorage();
    NoteArchive notes = backedUp(TestKeys.encrypted(raw));
    Map<String, Set<String>> keys = dataKeys(raw);

    ErasureReport unused = NoteArchive.erase(TestKeys.encrypted(raw), MATCH);

    assertThat(keys.values()).allSatisfy(wrapped -> assertThat(wrapped).hasSize(1));
    assertThat(dataKeys(raw)).isEqualTo(keys);

    notes.assertIsWithout(Set.of(KEY));
    notes.assertIsWhole();
    notes.assertHasNothingOf(Set.of(KEY));
    assertThat(raw.list("shop/").stream().map(StoredFile::path).map(raw::content))
        .noneMatch(content -> new String(content, UTF_8).contains("public.notes"));
  }

  /** By backup: what stands before the ciphertext of any of its files. */
  private static Map<String, Set<String>> dataKeys(MemoryStorage raw) {
    return raw.list("shop/data/").stream()
        .map(StoredFile::path)
        .collect(
            Collectors.groupingBy(
                path -> path.split("/", -1)[2],
                Collectors.mapping(
                    path -> HexFormat.of().formatHex(raw.content(path), 0, 48),
                    Collectors.toSet())));
  }

  @Test
  @DisplayName("goes on when the collection is described anew, and is told when that is lost")
  void description() {
    MemoryStorage memory = new MemoryStorage();
    NoteArchive notes = backedUp(memory);
    ErasureReport unused = NoteArchive.erase(memory, MATCH);

    notes
        .archive()
        .describe(new CollectionDescription(NoteRuns.SHOP, "other", List.of(), Instant.EPOCH));

    assertThat(notes.archive().generation()).isEqualTo(new Generation(2));
    notes.assertIsWhole();
    memory.delete("shop/collection.json");
    assertThatThrownBy(() -> notes.archive().manifests())
        .isInstanceOf(UnknownGenerationException.class)
        .hasMessage(
            "which manifests of shop in memory count is not known: something was erased from its"
                + " backups, and collection.json, which says it, cannot be read");
    memory.replace("shop/collection.json", "{".getBytes(UTF_8));
    assertThatThrownBy(() -> notes.archive().manifests())
        .isInstanceOf(UnknownGenerationException.class);
  }

  @Test
  @DisplayName("is not undone by a description from before it: nothing is read, nothing deleted")
  void descriptionFromBefore() {
    MemoryStorage memory = new MemoryStorage();
    NoteArchive notes = backedUp(memory);
    byte[] before = memory.content("shop/collection.json");
    byte[] oldest = memory.content("shop/manifests/00000001.json");
    ErasureReport unused = NoteArchive.erase(memory, MATCH);
    memory.replace("shop/collection.json", before);
    Set<String> paths = notes.paths();

    assertThatThrownBy(() -> notes.archive().manifests())
        .isInstanceOf(UnknownGenerationException.class)
        .hasMessage(
            "which manifests of shop count is not known: collection.json says those of generation"
                + " 1, and backups that it does not have are in manifests-2: it is from before"
                + " something was erased");
    assertThatThrownBy(() -> keepAll(notes)).isInstanceOf(UnknownGenerationException.class);
    assertThat(notes.paths()).isEqualTo(paths);

    // Somebody who knew no generations has begun anew.
    memory.replace("shop/manifests/00000001.json", oldest);
    assertThatThrownBy(() -> keepAll(notes)).isInstanceOf(UnknownGenerationException.class);
    memory.delete("shop/manifests/00000001.json");
    assertThat(notes.paths()).isEqualTo(paths);
  }

  private static RetentionPlan keepAll(NoteArchive notes) {
    return Retention.apply(notes.archive(), RetentionPolicy.KEEP_ALL, Backups.time(LAST));
  }

  @Test
  @DisplayName("follows one that broke off, of which the store has kept everything")
  void keptByTheStore() {
    MemoryStorage memory = new MemoryStorage();
    NoteArchive notes = backedUp(memory);
    memory.replace("shop/manifests-2/00000001.json", "{}".getBytes(UTF_8));
    memory.keep("shop/manifests-2/00000001.json");

    ErasureReport report = NoteArchive.erase(memory, MATCH);

    assertThat(report.generation()).contains(3);
    notes.assertIsWithout(Set.of(KEY));
  }

  @Test
  @DisplayName("finds by its key a row of which retention has left the deletion alone")
  void onlyTheDeletion() {
    int key = 4;
    // One row; in one incremental another comes and goes; a last change.
    NoteArchive notes =
        new NoteArchive(
            NoteHistory.of(List.of(61, 54 + key, 6 + key, 61, 61)),
            List.of(0, 9, 9, 9, 1, 1),
            new MemoryStorage());
    RetentionPlan unused =
        Retention.apply(
            notes.archive(),
            new RetentionPolicy(Optional.empty(), Optional.of(Duration.ZERO)),
            Backups.time(LAST));
    assertThat(NoteArchive.plan(notes.storage, 3)).isInstanceOf(RestorePlan.Thinned.class);
    assertThat(notes.keysAmong(Set.of(key))).containsExactly(key);

    ErasureReport report = NoteArchive.erase(notes.storage, NoteMatch.ids(key));

    assertThat(report.keys()).isEqualTo(1);
    notes.assertHasNothingOf(Set.of(key));
  }

  @Test
  @DisplayName("of what no backup has changes nothing")
  void nothing() {
    NoteArchive notes = backedUp(new MemoryStorage());
    Set<String> whole = notes.paths();

    assertThat(NoteArchive.erase(notes.storage, NoteMatch.ids(77)).keys()).isZero();

    assertThat(notes.paths()).isEqualTo(whole);
  }

  @Test
  @DisplayName("is in a copy that is made afterwards, and refused by one from before")
  void copies() {
    NoteArchive notes = backedUp(new MemoryStorage());
    MemoryStorage old = new MemoryStorage();
    CopyResult unusedCopy = copy(notes.storage, old);
    ErasureReport unused = NoteArchive.erase(notes.storage, MATCH);

    assertThatThrownBy(() -> copy(notes.storage, old))
        .isInstanceOf(CopyException.class)
        .hasMessage(
            "something was erased from the backups of shop that is still in the copy in memory");

    MemoryStorage fresh = new MemoryStorage();
    CopyResult unusedFresh = copy(notes.storage, fresh);
    assertThat(fresh.list("").stream().map(StoredFile::path).toList())
        .containsExactlyElementsOf(notes.paths());
    Archive copied = NoteArchive.archive(fresh);
    assertThat(copied.manifests()).isEqualTo(notes.archive().manifests());
    assertThat(copy(notes.storage, fresh).copied()).isEmpty();
  }

  /** Every file is there, and is what it was. */
  private static void assertHasAllOf(MemoryStorage before, MemoryStorage now) {
    before
        .list("")
        .forEach(
            file -> assertThat(now.content(file.path())).isEqualTo(before.content(file.path())));
  }

  private static MemoryStorage copyOf(MemoryStorage storage) {
    MemoryStorage copy = new MemoryStorage();
    storage.list("").forEach(file -> copy.replace(file.path(), storage.content(file.path())));
    return copy;
  }

  private static List<Sha256> contents(Storage storage) {
    MemoryStorage memory = (MemoryStorage) storage;
    return memory.list("").stream().map(file -> Sha256.of(memory.content(file.path()))).toList();
  }

  private static CopyResult copy(Storage from, Storage to) {
    return ArchiveCopy.run(
        NoteArchive.archive(from),
        NoteArchive.archive(to),
        new CopyScope.Everything(),
        CopyListener.NONE);
  }

  /** Every third sequence an incremental, every ninth a full; keys 1 and 2 are gone at the end. */
  private static NoteArchive backedUp(Storage storage) {
    List<Integer> cuts =
        IntStream.rangeClosed(0, LAST + 1)
            .map(n -> n % 9 == 0 ? 0 : n % 3 == 0 ? 1 : 9)
            .boxed()
            .toList();
    return new NoteArchive(HISTORY, cuts, storage);
  }

  private static NoteHistory history() {
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

  private static String content(Storage storage, String path) {
    try (InputStream in = storage.open(path, 0)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
