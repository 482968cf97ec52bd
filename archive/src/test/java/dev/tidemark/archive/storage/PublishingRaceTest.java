package dev.tidemark.archive.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each writer has a storage of its own, as if it were another process. */
@DisplayName("Two writers that race to publish the same ordinal, 200 times:")
class PublishingRaceTest {

  private static final int ROUNDS = 200;
  private static final int ROUNDS_WITH_FAULTS = 60;

  @ParameterizedTest
  @EnumSource(StorageKind.class)
  @DisplayName("exactly one wins, the other knows, and no manifest names an orphan")
  void race(StorageKind kind) throws Exception {
    Supplier<Storage> place = kind.fresh();
    try (Storage first = place.get();
        Storage second = place.get()) {
      race(first, second, ROUNDS);
    }
  }

  @ParameterizedTest
  @EnumSource(StorageKind.class)
  @DisplayName(
      "the same, 60 times, though of a hundred answers twenty are lost and asked for again")
  void raceWithLostAnswers(StorageKind kind) throws Exception {
    Supplier<Storage> place = kind.fresh();
    try (Storage first = losingAnswers(place.get(), 1);
        Storage second = losingAnswers(place.get(), 2)) {
      race(first, second, ROUNDS_WITH_FAULTS);
    }
  }

  private static Storage losingAnswers(Storage storage, int seed) {
    FaultyStorage faulty = new FaultyStorage(storage);
    faulty.failForNow(new Faults(10, 20, 10, new Random(seed)));
    return new RetryingStorage(faulty, Retries.patient(new Random(seed)));
  }

  private static void race(Storage first, Storage second, int rounds) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    try {
      Writer one = new Writer(first, "one", start);
      Writer two = new Writer(second, "two", start);
      for (int ordinal = 1; ordinal <= rounds; ordinal++) {
        int each = ordinal;
        Future<Boolean> ofOne = threads.submit(() -> one.publish(each));
        Future<Boolean> ofTwo = threads.submit(() -> two.publish(each));

        assertThat(List.of(ofOne.get(), ofTwo.get())).containsExactlyInAnyOrder(true, false);
        one.tell(ordinal, ofOne.get());
        two.tell(ordinal, ofTwo.get());
      }
      assertThat(one.published.size() + two.published.size()).isEqualTo(rounds);
    } finally {
      threads.shutdownNow();
    }
    assertNoOrphanIsNamed(first, rounds);
    assertNoOrphanIsNamed(second, rounds);
  }

  private static void assertNoOrphanIsNamed(Storage storage, int rounds) {
    Archive archive = Archive.open(storage, NoteRuns.SHOP);
    List<String> files = storage.list("shop/data/").stream().map(StoredFile::path).toList();
    List<String> named = new ArrayList<>();
    for (ManifestFile file : archive.manifests()) {
      named.add(((ManifestFile.Intact) file).manifest().location() + "/run");
    }
    assertThat(named).hasSize(rounds);
    assertThat(files).containsExactlyInAnyOrderElementsOf(named);
  }

  /** Writes a backup as the compactor does: its file, its manifest, and away with it if it lost. */
  private record Writer(
      Storage storage, String name, CyclicBarrier start, List<Integer> published) {

    Writer(Storage storage, String name, CyclicBarrier start) {
      this(storage, name, start, new ArrayList<>());
    }

    boolean publish(int ordinal) throws Exception {
      Manifest manifest = Backups.ofOrdinal(ordinal, "data/" + ordinal + "-" + name);
      byte[] content = (name + ordinal).getBytes(UTF_8);
      try (StorageWriter writer = storage.create(manifest.location() + "/run")) {
        writer.write(content, 0, content.length);
        writer.commit();
      }
      start.await();
      boolean won = Archive.open(storage, NoteRuns.SHOP).publish(manifest);
      if (!won) {
        storage.delete(manifest.location() + "/run");
      }
      return won;
    }

    void tell(int ordinal, boolean won) {
      if (won) {
        published.add(ordinal);
      }
    }
  }
}
