package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.History.Event;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@DisplayName("A capture that is broken off")
final class ResumeTest {

  private static final TableId ROWS = TableId.parse("public.rows");
  private static final TableId PARTS = TableId.parse("public.parts");

  private final SourceServer source = SourceServer.database();
  private final RandomGenerator random =
      RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(20261122);

  private void createTables() {
    source.execute(
        "CREATE TABLE public.rows (id int PRIMARY KEY, n int)",
        "CREATE TABLE public.parts (id int PRIMARY KEY, t text)",
        "INSERT INTO public.rows SELECT i, 0 FROM generate_series(1, 50) i");
  }

  /**
   * Transactions of COPY, multi-row inserts, updates and deletes. Returns how many rows changed.
   */
  private long write(int transactions) throws Exception {
    long changes = 0;
    int next = 1000;
    try (Connection connection = source.connect()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < transactions; i++) {
        int rows = 1 + random.nextInt(random.nextInt(8) == 0 ? 400 : 20);
        String copied =
            IntStream.range(next, next + rows)
                .mapToObj(id -> id + "\tpart " + id)
                .collect(Collectors.joining("\n"));
        changes +=
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY public.parts FROM STDIN", new StringReader(copied));
        try (Statement statement = connection.createStatement()) {
          changes +=
              statement.executeUpdate(
                  "INSERT INTO public.rows SELECT i, 0 FROM generate_series("
                      + next
                      + ", "
                      + (next + rows - 1)
                      + ") i");
          changes +=
              statement.executeUpdate(
                  "UPDATE public.rows SET n = n + 1 WHERE id % 7 = " + random.nextInt(7));
          changes +=
              statement.executeUpdate(
                  "DELETE FROM public.parts WHERE id % 11 = " + random.nextInt(11));
        }
        next += rows;
        connection.commit();
      }
    }
    return changes;
  }

  private void assertEachChangeOnce(History history, long changes) {
    List<Event> events = history.events();
    assertThat(events).extracting(Event::id).isSorted().doesNotHaveDuplicates();
    Map<Long, Long> bySequence =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> event.id().sequence().value(), Collectors.counting()));
    List<TimelineEntry.Commit> commits = history.entries(TimelineEntry.Commit.class);
    assertThat(commits)
        .extracting(commit -> commit.sequence().value())
        .isEqualTo(LongStream.rangeClosed(1, commits.size()).boxed().toList());
    assertThat(commits)
        .allSatisfy(
            commit ->
                assertThat(commit.changes()).isEqualTo(bySequence.get(commit.sequence().value())));
    assertThat(events).hasSize((int) (50 + changes));
    for (TableId table : List.of(ROWS, PARTS)) {
      assertThat(history.table(table).values())
          .extracting(row -> row.values().stream().toList())
          .containsExactlyInAnyOrderElementsOf(source.rows("SELECT * FROM " + table.quoted()));
    }
  }

  @Test
  void at_any_moment_goes_on_with_every_change_once() throws Exception {
    createTables();
    CaptureConfig config =
        Running.config(source, "public.rows", "public.parts")
            .withBuffers(new Buffers(1 << 20, 1 << 20, 100, 1 << 20));
    try (Running capture = Running.start(config, source, new MemoryLog()).afterSnapshot()) {
      CompletableFuture<Long> writing =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return write(150);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      for (int i = 0; i < 12; i++) {
        int before = capture.log().checkpoints().size();
        if (i % 3 == 0) {
          capture.stop();
          capture.startAgain();
        } else {
          capture.log().failAfter(random.nextInt(4));
        }
        capture.until(() -> capture.log().checkpoints().size() > before + 3 || writing.isDone());
      }
      long changes = writing.get();

      assertEachChangeOnce(capture.caughtUp(), changes);
    }
  }

  @Test
  void in_the_middle_of_a_large_transaction_does_not_write_its_first_part_twice() {
    createTables();
    CaptureConfig config =
        Running.config(source, "public.rows", "public.parts")
            .withBuffers(new Buffers(1 << 20, 1 << 20, 100, 1 << 20));
    try (Running capture = Running.start(config, source, new MemoryLog()).afterSnapshot()) {
      capture.log().failAfter(20);
      source.execute("INSERT INTO public.rows SELECT i, 1 FROM generate_series(1001, 6000) i");
      History history = capture.caughtUp();

      assertThat(capture.log().checkpoints())
          .anySatisfy(point -> assertThat(point.openTransaction()).isPresent());
      assertEachChangeOnce(history, 5000);
    }
  }

  @Test
  void within_its_snapshot_begins_the_snapshot_anew() {
    createTables();
    source.execute("INSERT INTO public.parts SELECT i, 'x' FROM generate_series(1, 1000) i");
    CaptureConfig config =
        Running.config(source, "public.rows", "public.parts")
            .withBuffers(new Buffers(1 << 20, 1 << 20, 100, 1 << 20));
    MemoryLog log = new MemoryLog();
    log.failAfter(5);
    try (Running capture = Running.start(config, source, log).afterSnapshot()) {
      History history = capture.caughtUp();

      List<TimelineEntry.SnapshotStarted> starts =
          history.entries(TimelineEntry.SnapshotStarted.class);
      assertThat(starts).hasSize(2);
      assertThat(history.entries(TimelineEntry.Commit.class))
          .singleElement()
          .satisfies(
              commit -> {
                assertThat(commit.changes()).isEqualTo(1050);
                assertThat(commit.position()).isEqualTo(starts.get(1).position());
              });
    }
  }

  @Test
  void confirms_to_the_source_only_what_the_log_has() throws Exception {
    createTables();
    try (Running capture = Running.start(source, "public.rows", "public.parts").afterSnapshot()) {
      write(3);
      History history = capture.caughtUp();
      String resume = history.last().orElseThrow().resume().value();
      capture.until(
          () ->
              source
                  .value(
                      "SELECT confirmed_flush_lsn >= '"
                          + resume
                          + "' FROM pg_replication_slots WHERE slot_name = '"
                          + capture.config().slot()
                          + "'")
                  .equals("t"));

      String last = capture.history().last().orElseThrow().resume().value();
      assertThat(
              source.value(
                  "SELECT confirmed_flush_lsn <= '"
                      + last
                      + "' FROM pg_replication_slots WHERE slot_name = '"
                      + capture.config().slot()
                      + "'"))
          .isEqualTo("t");
    }
  }

  @Test
  void and_cannot_write_leaves_the_log_of_the_source_where_it_is() throws Exception {
    createTables();
    try (Running capture = Running.start(source, "public.rows", "public.parts").afterSnapshot()) {
      capture.caughtUp();
      capture.stop();
      String confirmed = confirmed(capture);
      capture.log().failAfter(0);
      write(3);
      capture.startAgain();
      capture.until(() -> capture.status().lastError().isPresent());
      assertThat(capture.status().lastError())
          .hasValue("IllegalStateException: the log fails, as it was told to");
      assertThat(confirmed(capture)).isEqualTo(confirmed);

      capture.caughtUp();
      capture.until(() -> capture.status().lastError().isEmpty());
    }
  }

  private String confirmed(Running capture) {
    return source.value(
        "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '"
            + capture.config().slot()
            + "'");
  }
}
