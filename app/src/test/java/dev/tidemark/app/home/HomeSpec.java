package dev.tidemark.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.CollectionName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeSpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final Instant NOW = Instant.parse("2026-11-22T07:15:00.5Z");
  private static final CollectionStatus STREAMING =
      new CollectionStatus(CollectionState.STREAMING, 7, "2026-11-22T07:15:00Z", 0, 12L, 34L, null);

  private static final Operation RESTORE = Operation.asked(SHOP, "restore", NOW);

  @TempDir private Path directory;
  private Home home;
  private final List<String> waitedFor = new ArrayList<>();

  @BeforeEach
  void given_a_home() {
    home = new Home(directory);
    home.prepare();
  }

  @Test
  void a_status_is_believed_while_a_server_holds_the_home_and_not_after_it() {
    try (ProcessLock server = home.becomeServer()) {
      assertThat(server).isNotNull();
      home.statusBoard().write(SHOP, STREAMING);
      assertThat(home.statusBoard().read(SHOP)).contains(STREAMING);
    }

    assertThat(home.hasServer()).isFalse();
    assertThat(home.statusBoard().read(SHOP)).isEmpty();
  }

  @Test
  void a_home_has_one_server() {
    try (ProcessLock server = home.becomeServer()) {
      assertThat(server).isNotNull();
      home.announce(
          new ServerInfo("127.0.0.1:9092", true, null, 42, "127.0.0.1:9464", NOW.toString()));

      assertThatThrownBy(home::becomeServer)
          .isInstanceOf(HomeException.class)
          .hasMessage("tidemark is already running on " + directory + " (process 42)");
    }
  }

  @Test
  void a_new_server_forgets_what_the_one_before_said() {
    home.announce(
        new ServerInfo("127.0.0.1:9092", true, null, 42, "127.0.0.1:9464", NOW.toString()));
    home.statusBoard().write(SHOP, STREAMING);

    try (ProcessLock server = home.becomeServer()) {
      assertThat(server).isNotNull();
      home.forgetServer();
      assertThat(home.server()).isEmpty();
      assertThat(home.statusBoard().read(SHOP)).isEmpty();
    }
  }

  @Test
  void a_lock_of_another_process_is_seen_and_ends_with_it() throws Exception {
    Path file = home.runDirectory().resolve("server.lock");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                file.toString())
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      assertThat(home.hasServer()).isTrue();
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(home.hasServer()).isFalse();
  }

  @Test
  void a_second_operation_of_a_collection_is_told_what_runs_and_since_when() {
    OperationLock first = taken(Operation.asked(SHOP, "full backup", NOW));

    assertThat(OperationLock.tryTake(home, RESTORE)).isEmpty();
    assertThatThrownBy(() -> restoring(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            BusyException.class,
            busy ->
                assertThat(busy.hint())
                    .isEqualTo(
                        "Try again when that is done, or break it off: CANCEL OPERATION '20261122071500500-shop'."))
        .hasMessage(
            "collection shop is busy: full backup 20261122071500500-shop since 2026-11-22T07:15:00Z (process %d)"
                .formatted(ProcessHandle.current().pid()));
    assertThat(waitedFor).isEmpty();

    first.close();
    assertThat(restoring(Duration.ZERO)).isEqualTo("restored");
  }

  @Test
  void a_scheduled_backup_is_waited_for() {
    OperationLock first = taken(Operation.scheduled(SHOP, "incremental backup", NOW));

    String restored =
        OperationLock.holding(
            home,
            RESTORE,
            Duration.ofMinutes(1),
            running -> {
              waitedFor.add(running.toString());
              first.close();
            },
            () -> "restored");

    assertThat(restored).isEqualTo("restored");
    assertThat(waitedFor)
        .containsExactly(
            "scheduled incremental backup 20261122071500500-shop since 2026-11-22T07:15:00Z (process %d)"
                .formatted(ProcessHandle.current().pid()));
  }

  @Test
  void a_scheduled_backup_that_outlasts_the_patience_is_told_of() {
    try (OperationLock first = taken(Operation.scheduled(SHOP, "full backup", NOW))) {
      assertThat(first).isNotNull();

      assertThatThrownBy(() -> restoring(Duration.ZERO))
          .isInstanceOfSatisfying(
              BusyException.class,
              busy ->
                  assertThat(busy.hint())
                      .isEqualTo("Try again when that is done, or give it longer with --wait."))
          .hasMessage(
              "collection shop is busy: scheduled full backup 20261122071500500-shop since 2026-11-22T07:15:00Z (process %d)"
                  .formatted(ProcessHandle.current().pid()));
    }
  }

  @Test
  void what_a_killed_operation_said_of_itself_is_not_taken_for_the_one_that_runs()
      throws Exception {
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    OperationLock running = taken(Operation.asked(SHOP, "incremental backup", NOW));
    JsonFile.write(
        home.runDirectory().resolve("shop.operation.json"),
        OperationNote.of(
            new Operation(
                OperationId.of(SHOP, NOW),
                SHOP,
                "drop",
                Operation.Asker.PERSON,
                NOW,
                killed.pid())));
    CompletableFuture<String> restored = new CompletableFuture<>();
    Thread restore =
        new Thread(() -> restored.completeAsync(() -> restoring(Duration.ZERO), Runnable::run));

    restore.start();
    while (restore.getState() != Thread.State.TIMED_WAITING && !restored.isDone()) {
      Thread.onSpinWait();
    }
    running.close();

    assertThat(restored.get(1, TimeUnit.MINUTES)).isEqualTo("restored");
  }

  private OperationLock taken(Operation operation) {
    return OperationLock.tryTake(home, operation).orElseThrow();
  }

  private String restoring(Duration patience) {
    return OperationLock.holding(
        home, RESTORE, patience, running -> waitedFor.add(running.toString()), () -> "restored");
  }

  /** Takes a lock, says so, and waits to be killed. */
  static final class LockHolder {
    public static void main(String[] args) throws Exception {
      System.out.println(ProcessLock.take(Path.of(args[0])).isPresent() ? "held" : "refused");
      System.in.read();
    }
  }
}
