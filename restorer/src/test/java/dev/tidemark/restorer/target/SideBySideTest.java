package dev.tidemark.restorer.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Postgres;
import dev.tidemark.restorer.load.RestoreCancelledException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two pieces of work side by side")
class SideBySideTest {

  private static final Postgres DATABASE = Postgres.newDatabase();

  private final Session first = Session.open(DATABASE.url());
  private final Session second = Session.open(DATABASE.url());
  private final SideBySide work = new SideBySide(first, second);

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  @DisplayName("give the second one's result when both are done")
  void both() {
    // given
    AtomicBoolean isDone = new AtomicBoolean();

    // when
    String result =
        work.run(
            () -> {
              execute(first, "SELECT 1");
              isDone.set(true);
            },
            () -> "read");

    // then
    assertThat(result).isEqualTo("read");
    assertThat(isDone).isTrue();
  }

  @Test
  @DisplayName("end with the first one's own failure, which cancels the second")
  void firstFails() {
    assertThatThrownBy(
            () ->
                work.run(
                    () -> {
                      throw new IllegalArgumentException("no index");
                    },
                    () -> endless(second)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no index");
  }

  @Test
  @DisplayName("end with the second one's own failure, which cancels the first")
  void secondFails() {
    assertThatThrownBy(
            () ->
                work.run(
                    () -> endless(first),
                    () -> {
                      throw new StackOverflowError("no row");
                    }))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("no row");
  }

  @Test
  @DisplayName("end when the caller is interrupted, who stays so")
  void interrupted() {
    // given
    Thread.currentThread().interrupt();

    // when, then
    assertThatThrownBy(() -> work.run(() -> endless(first), () -> "read"))
        .isInstanceOf(RestoreCancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Ends only when it is cancelled. */
  private static String endless(Session session) {
    execute(session, "SELECT pg_catalog.pg_sleep(86400)");
    return "never";
  }

  private static void execute(Session session, String sql) {
    try {
      session.execute(sql);
    } catch (SQLException e) {
      throw session.errors().broken("work", e);
    }
  }
}
