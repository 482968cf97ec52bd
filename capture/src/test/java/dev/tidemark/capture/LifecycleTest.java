package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A capture's life")
final class LifecycleTest {

  private final SourceServer source = SourceServer.database();

  @BeforeEach
  void createTable() {
    source.execute(
        "CREATE TABLE public.rows (id int PRIMARY KEY)", "INSERT INTO public.rows VALUES (1)");
  }

  @Test
  void goes_on_after_the_source_cut_the_connection() {
    try (Running capture = Running.start(source, "public.rows").afterSnapshot()) {
      capture.caughtUp();
      source.execute(
          "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
              + capture.config().slot()
              + "'");
      capture.until(() -> capture.status().lastError().isPresent());
      assertThat(capture.status().lastError().orElseThrow())
          .startsWith("the change stream of the source " + source.url().place() + " broke: ")
          .endsWith(
              "Capture starts again by itself, from where it was. If it does not, check the server"
                  + " and its log.");

      source.execute("INSERT INTO public.rows VALUES (2)");

      assertThat(capture.caughtUp().table(TableId.parse("public.rows"))).hasSize(2);
      capture.until(() -> capture.status().lastError().isEmpty());
      assertThat(capture.status().state()).isEqualTo(CaptureState.STREAMING);
    }
  }

  @Test
  void keeps_its_connection_while_the_server_hears_it() {
    try (Running capture = Running.start(source, "public.rows").afterSnapshot()) {
      capture.caughtUp();
      List<List<String>> reader = reader(capture, "pid");

      // Between two replies there are heartbeats, and with each of them the watch looks.
      awaitReply(capture);
      awaitReply(capture);

      assertThat(capture.status().lastError()).isEmpty();
      assertThat(reader(capture, "pid")).hasSize(1).isEqualTo(reader);
    }
  }

  private void awaitReply(Running capture) {
    List<List<String>> last = reader(capture, "reply_time");
    capture.until(() -> !reader(capture, "reply_time").equals(last));
  }

  private List<List<String>> reader(Running capture, String column) {
    return source.rows(
        "SELECT r."
            + column
            + " FROM pg_replication_slots s JOIN pg_stat_replication r ON r.pid = s.active_pid"
            + " WHERE s.slot_name = '"
            + capture.config().slot()
            + "'");
  }

  @Test
  void leaves_no_reader_behind_when_its_watch_breaks_off_the_stream() {
    try (Running capture = Running.start(source, "public.rows").afterSnapshot()) {
      capture.caughtUp();
      List<List<String>> reader = reader(capture, "pid");
      Set<Thread> threads = readers(capture);
      assertThat(threads).hasSize(1);

      source.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
              + " AND application_name = 'tidemark' AND backend_type = 'client backend'");

      capture.until(() -> reader(capture, "pid").size() == 1);
      capture.until(() -> !reader(capture, "pid").equals(reader));
      capture.until(() -> threads.stream().noneMatch(Thread::isAlive));
      capture.until(() -> readers(capture).size() == 1);
      source.execute("INSERT INTO public.rows VALUES (2)");
      assertThat(capture.caughtUp().table(TableId.parse("public.rows"))).hasSize(2);
    }
  }

  private static Set<Thread> readers(Running capture) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(capture.config().slot() + "-slot"))
        .collect(Collectors.toSet());
  }

  @Test
  void tries_again_after_an_error_of_the_machine_and_shows_it() {
    CaptureConfig config = Running.config(source, "public.rows");
    MemoryLog log = new MemoryLog();
    CountDownLatch isSeen = new CountDownLatch(1);
    AtomicInteger opened = new AtomicInteger();
    Supplier<OpenedLog> logs =
        () -> {
          if (opened.incrementAndGet() == 1) {
            throw new OutOfMemoryError("no room");
          }
          await(isSeen);
          return log.open();
        };
    try (Running capture = Running.start(config, source, log, logs)) {
      capture.until(() -> opened.get() == 2);
      assertThat(capture.status().state()).isEqualTo(CaptureState.STARTING);
      assertThat(capture.status().lastError()).contains("OutOfMemoryError: no room");
      isSeen.countDown();

      assertThat(capture.afterSnapshot().caughtUp().table(TableId.parse("public.rows"))).hasSize(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Test
  void ends_soon_even_while_the_source_lets_it_wait() throws Exception {
    try (Connection locking = source.connect();
        Statement statement = locking.createStatement()) {
      locking.setAutoCommit(false);
      statement.execute("LOCK TABLE public.rows IN ACCESS EXCLUSIVE MODE");
      Running capture = Running.start(source, "public.rows");
      capture.until(
          () ->
              !source
                  .rows("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                  .isEmpty());
      assertThat(capture.status().state()).isEqualTo(CaptureState.SNAPSHOTTING);

      long before = System.nanoTime();
      capture.close();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(9));
      assertThat(capture.status().state()).isEqualTo(CaptureState.STOPPED);
      assertThat(capture.history().events()).isEmpty();
    }
  }

  @Test
  void does_not_hold_up_the_transaction_that_its_slot_waits_for() throws Exception {
    try (Connection other = source.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SET lock_timeout = '10s'");
      statement.execute("INSERT INTO public.rows VALUES (2)");
      try (Running capture = Running.start(source, "public.rows")) {
        capture.until(
            () ->
                !source
                    .rows(
                        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND"
                            + " query LIKE 'CREATE_REPLICATION_SLOT%' AND"
                            + " datname = current_database()")
                    .isEmpty());

        statement.execute("TRUNCATE public.rows");
        statement.execute("INSERT INTO public.rows VALUES (3)");
        other.commit();

        assertThat(capture.caughtUp().table(TableId.parse("public.rows")))
            .containsOnlyKeys(List.of("3"));
      }
    }
  }

  @Test
  void does_not_take_a_slot_that_its_log_knows_nothing_of() {
    CaptureConfig config = Running.config(source, "public.rows");
    source.execute(
        "SELECT pg_create_logical_replication_slot('" + config.slot() + "', 'pgoutput')");
    try (Running capture = Running.start(config, source, new MemoryLog())) {
      capture.until(() -> capture.status().lastError().isPresent());

      assertThat(capture.status().lastError().orElseThrow())
          .startsWith(
              "the source "
                  + source.url().place()
                  + " already has a replication slot "
                  + config.slot()
                  + ", and this log has nothing of it. ");
      assertThat(
              source.rows(
                  "SELECT FROM pg_replication_slots WHERE slot_name = '" + config.slot() + "'"))
          .hasSize(1);
    }
    source.execute("SELECT pg_drop_replication_slot('" + config.slot() + "')");
  }

  @Test
  void keeps_the_captured_time_near_the_sources_while_nothing_happens() {
    try (Running capture = Running.start(source, "public.rows").afterSnapshot()) {
      capture.until(() -> capture.status().capturedTime().isPresent());
      Instant before = capture.status().capturedTime().orElseThrow();

      capture.until(
          () -> capture.status().capturedTime().orElseThrow().isAfter(before.plusSeconds(2)));

      assertThat(capture.history().events()).hasSize(1);
    }
  }

  @Test
  void is_set_out_in_a_configuration_that_checks_itself() {
    CaptureConfig config = Running.config(source, "public.rows");

    assertThat(config.slot()).isEqualTo("tidemark_" + config.collection());
    assertThatThrownBy(() -> config.withTopics(0, -1)).hasMessage("partitions is 1 or more, not 0");
    assertThatThrownBy(() -> config.withTopics(1, 0))
        .hasMessage("replication-factor is 1 or more, or -1 for the broker's default, not 0");
    assertThatThrownBy(() -> config.withHeartbeat(Duration.ofMillis(99)))
        .hasMessage("heartbeat is 100 ms or more, not PT0.099S");
    assertThatThrownBy(
            () -> CaptureConfig.of(config.collection(), source.url(), List.of(), "localhost:9092"))
        .hasMessage("collection " + config.collection() + " has no tables");
  }

  @Test
  void takes_nothing_from_the_one_that_replaced_it_while_it_was_about_to_make_its_slot()
      throws InterruptedException {
    CaptureConfig config = Running.config(source, "public.rows");
    MemoryLog log = new MemoryLog();
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    AtomicInteger openings = new AtomicInteger();
    Supplier<OpenedLog> paused =
        () -> {
          if (openings.getAndIncrement() > 0) {
            throw new IllegalStateException("it is not to come back");
          }
          return log.open(
              () -> {
                reached.countDown();
                goesOn.await();
              });
        };
    try (Running replaced = Running.start(config, source, log, paused)) {
      reached.await();
      try (Running successor = Running.start(config, source, log, log::open).afterSnapshot()) {
        successor.caughtUp();
        goesOn.countDown();
        replaced.until(() -> openings.get() > 1);
        source.execute("INSERT INTO public.rows VALUES (2)");

        assertThat(successor.caughtUp().table(TableId.parse("public.rows"))).hasSize(2);
        assertThat(successor.history().entries(TimelineEntry.Gap.class)).isEmpty();
      }
    }
  }
}
