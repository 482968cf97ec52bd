package dev.tidemark.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.CollectionName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeSpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final Instant NOW = Instant.parse("2026-11-22T07:15:00.5Z");
  private static final CollectionStatus STREAMING =
      new CollectionStatus(CollectionState.STREAMING, 7, "2026-11-22T07:15:00Z", 0, null);

  @TempDir private Path directory;
  private Home home;

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
      home.announce(new ServerInfo("127.0.0.1:9092", true, null, 42, NOW.toString()));

      assertThatThrownBy(home::becomeServer)
          .isInstanceOf(HomeException.class)
          .hasMessage("tidemark is already running on " + directory + " (process 42)");
    }
  }

  @Test
  void a_new_server_forgets_what_the_one_before_said() {
    home.announce(new ServerInfo("127.0.0.1:9092", true, null, 42, NOW.toString()));
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
    OperationLock.holding(
        home,
        SHOP,
        "full backup",
        NOW,
        () -> {
          assertThat(OperationLock.tryTake(home, SHOP, "restore", NOW)).isEmpty();
          assertThatThrownBy(() -> OperationLock.holding(home, SHOP, "restore", NOW, () -> 1))
              .isInstanceOf(BusyException.class)
              .hasMessage(
                  "collection shop is busy: full backup since 2026-11-22T07:15:00Z (process "
                      + ProcessHandle.current().pid()
                      + ")");
          return 1;
        });

    assertThat(OperationLock.tryTake(home, SHOP, "restore", NOW))
        .hasValueSatisfying(OperationLock::close);
  }

  /** Takes a lock, says so, and waits to be killed. */
  static final class LockHolder {
    public static void main(String[] args) throws Exception {
      System.out.println(ProcessLock.take(Path.of(args[0])).isPresent() ? "held" : "refused");
      System.in.read();
    }
  }
}
