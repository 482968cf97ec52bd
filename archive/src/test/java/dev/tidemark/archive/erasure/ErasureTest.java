package dev.tidemark.archive.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.copy.ArchiveCopy;
import dev.tidemark.archive.copy.CopyException;
import dev.tidemark.archive.copy.CopyListener;
import dev.tidemark.archive.copy.CopyResult;
import dev.tidemark.archive.copy.CopyScope;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Generation;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The transaction of sequence n is committed at second n, in backups of three. */
@DisplayName("An erasure")
class ErasureTest {

  /** The key that is erased: deleted in the last transaction. */
  private static final int KEY = 1;

  private static final NoteMatch MATCH = NoteMatch.ids(KEY);

  @Test
  @DisplayName(
      "broken between any two calls has erased nothing, or says it has; the next one ends it")
  void killed() {
    MemoryStorage whole = new MemoryStorage();
    NoteArchive before = NoteArchive.backedUp(whole);
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
            Retention.apply(
                notes.archive(), RetentionPolicy.KEEP_ALL, Backups.time(NoteArchive.LAST));
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
    NoteArchive notes = NoteArchive.backedUp(memory);
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
        Retention.apply(notes.archive(), RetentionPolicy.KEEP_ALL, Backups.time(NoteArchive.LAST));
    assertThat(plan.kept()).isEmpty();
    assertThat(notes.paths()).isEqualTo(whole);
    notes.assertIsWhole();
    notes.assertIsWithout(Set.of());
  }

  @Test
  @DisplayName("only says what it would do when it is planned")
  void planned() {
    NoteArchive notes = NoteArchive.backedUp(new MemoryStorage());
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
    NoteArchive notes = NoteArchive.backedUp(new MemoryStorage());
    RetentionPolicy policy =
        new RetentionPolicy(Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ZERO));
    RetentionPlan first = Retention.apply(notes.archive(), policy, Backups.time(NoteArchive.LAST));
    assertThat(first.deletions()).isNotEmpty();

    ErasureReport unused = NoteArchive.erase(notes.storage, MATCH);

    assertThat(notes.paths()).anyMatch(path -> path.matches("shop/manifests-2/.*\\.thinned"));
    assertThat(notes.paths()).anyMatch(path -> path.matches("shop/manifests-2/.*\\.retired"));
    assertThat(NoteArchive.plan(notes.storage, 11)).isInstanceOf(RestorePlan.Thinned.class);
    assertThat(NoteArchive.plan(notes.storage, 2)).isInstanceOf(RestorePlan.BeforeHistory.class);
    for (long sequence : List.of(9L, (long) NoteArchive.LAST)) {
      assertThat(notes.rows(sequence)).isEqualTo(notes.without(sequence, Set.of(KEY)));
    }
    notes.assertIsWhole();
    assertThat(
            RetentionPlan.of(notes.archive(), policy, Backups.time(NoteArchive.LAST)).deletions())
        .isEmpty();
  }

  @Test
  @DisplayName("follows another, and what was written down of the first stays")
  void twice() {
    NoteArchive notes = NoteArchive.backedUp(new MemoryStorage());
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
    NoteArchive notes = NoteArchive.backedUp(TestKeys.encrypted(raw));
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
            Backups.time(NoteArchive.LAST));
    assertThat(NoteArchive.plan(notes.storage, 3)).isInstanceOf(RestorePlan.Thinned.class);
    assertThat(notes.keysAmong(Set.of(key))).containsExactly(key);

    ErasureReport report = NoteArchive.erase(notes.storage, NoteMatch.ids(key));

    assertThat(report.keys()).isEqualTo(1);
    notes.assertHasNothingOf(Set.of(key));
  }

  @Test
  @DisplayName("of what no backup has changes nothing")
  void nothing() {
    NoteArchive notes = NoteArchive.backedUp(new MemoryStorage());
    Set<String> whole = notes.paths();

    assertThat(NoteArchive.erase(notes.storage, NoteMatch.ids(77)).keys()).isZero();

    assertThat(notes.paths()).isEqualTo(whole);
  }

  @Test
  @DisplayName("is in a copy that is made afterwards, and refused by one from before")
  void copies() {
    NoteArchive notes = NoteArchive.backedUp(new MemoryStorage());
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

  private static String content(Storage storage, String path) {
    try (InputStream in = storage.open(path, 0)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
