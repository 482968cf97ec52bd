package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedCollectionsSpec {

  private static final Drill DRILL =
      new Drill(
          Instant.EPOCH,
          Instant.EPOCH,
          Sequence.of(42),
          "files",
          Optional.empty(),
          Drill.SourceCheck.SAME,
          Optional.empty(),
          List.of());
  private static final ArchiveReport SAID =
      new ArchiveReport(Backed.NOTHING, List.of(), Optional.of(DRILL));

  @TempDir private Path directory;

  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private Supplier<ArchiveReport> answer = () -> SAID;

  @BeforeEach
  void a_collection() {
    new Home(directory)
        .collections()
        .add(
            new ProtectedTables(
                new CollectionName("shop"),
                DatabaseUrl.parse("postgresql://me@db/shop"),
                List.of(TableId.parse("public.orders")),
                URI.create("s3://backups"),
                Instant.EPOCH,
                CollectionOptions.NONE,
                false));
  }

  @AfterEach
  void let_go() {
    hanging.countDown();
  }

  private WatchedCollections watched(Duration late) {
    Home home = new Home(directory);
    return new WatchedCollections(
        home,
        new ShowCollections(home, Clock.systemUTC()),
        collection -> {
          asked.incrementAndGet();
          return answer.get();
        },
        Duration.ofMillis(200),
        late);
  }

  @Test
  void an_archive_that_takes_its_time_is_told_with_what_it_said_last_and_asked_once() {
    try (WatchedCollections watched = watched(Duration.ofHours(1))) {
      assertSays(watched);
      answer = this::hang;

      assertSays(watched);
      assertSays(watched);
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void an_archive_that_does_not_answer_is_told_so() {
    try (WatchedCollections watched = watched(Duration.ofMillis(100))) {
      assertSays(watched);
      answer = this::hang;

      assertSays(watched, "the storage s3://backups has not answered for 0 s");
    }
  }

  @Test
  void an_archive_that_fails_is_told_so_until_it_answers() {
    try (WatchedCollections watched = watched(Duration.ofHours(1))) {
      assertSays(watched);
      answer =
          () -> {
            throw new StorageException("it burns", "Call the fire brigade.", null);
          };
      assertSays(watched, "it burns");
      assertSays(watched, "it burns");
      answer = this::hang;
      assertSays(watched, "it burns");
      hanging.countDown();

      assertSays(watched);
      assertThat(asked).hasValueBetween(4, 5);
    }
  }

  @Test
  void one_that_fails_in_a_way_nobody_thought_of_is_told_so_and_asked_again() {
    try (WatchedCollections watched = watched(Duration.ofHours(1))) {
      assertSays(watched);
      answer =
          () -> {
            throw new OutOfMemoryError("too many manifests");
          };
      assertSays(watched, "the archive of shop could not be looked at: OutOfMemoryError");
      assertSays(watched, "the archive of shop could not be looked at: OutOfMemoryError");
      answer = () -> SAID;

      assertSays(watched);
    }
  }

  /** Always what it said last, and perhaps why it is no more. */
  private static void assertSays(WatchedCollections watched, String... damages) {
    Overview overview = watched.all().get(0);
    assertThat(overview.lastDrill()).contains(DRILL);
    assertThat(overview.damages()).extracting(Damage::message).containsExactly(damages);
  }

  private ArchiveReport hang() {
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return SAID;
  }
}
