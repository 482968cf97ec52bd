package dev.tidemark.restorer.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.Postgres;
import dev.tidemark.schemas.table.ValueKind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connections that tables are loaded on")
class WorkersTest {

  private static final Postgres DATABASE = Postgres.newDatabase();

  @Test
  @DisplayName("are kept for the next table, and not given to one that asks for a second")
  void kept() {
    try (Workers workers = new Workers(DATABASE.url(), 2)) {
      // given
      Session first = workers.take();
      workers.giveBack(first);

      // when
      Session second = workers.open();

      // then
      assertThat(second).isNotSameAs(first);
      assertThat(workers.take()).isSameAs(first);
      workers.close(second);
      workers.giveBack(first);
    }
  }

  @Test
  @DisplayName("are cancelled only while they are at work")
  void idle() throws SQLException {
    try (Workers workers = new Workers(DATABASE.url(), 2)) {
      // given
      Session session = workers.take();
      workers.giveBack(session);

      // when
      workers.cancel();

      // then
      session.execute("SELECT 1");
      assertThat(workers.take()).isSameAs(session);
      workers.cancel();
      assertClosed(session);
    }
  }

  @Test
  @DisplayName("come to the next table as new ones do, and a broken one does not come")
  void renewed() throws SQLException {
    try (Workers workers = new Workers(DATABASE.url(), 3)) {
      // given
      Session session = workers.take();
      session.execute("SET bytea_output TO escape");
      workers.giveBack(session);

      // when, then
      assertThat(workers.take()).isSameAs(session);
      assertThat(session.ask("current_setting('bytea_output') = 'hex'")).isTrue();

      // given
      workers.giveBack(session);
      session.cancel();

      // when, then
      Session another = workers.take();
      assertThat(another).isNotSameAs(session);
      workers.giveBack(another);
    }
  }

  @Test
  @DisplayName("are closed once no table waits for one")
  void closed() {
    // given
    try (Workers workers = new Workers(DATABASE.url(), 3)) {
      Session first = workers.take();
      Session second = workers.take();
      workers.giveBack(first);
      workers.giveBack(second);

      // when
      Session last = workers.take();

      // then
      assertThat(last).isSameAs(second);
      assertClosed(first);
      workers.giveBack(last);
      assertClosed(last);
    }
  }

  @Test
  @DisplayName("are one for tables that are loaded one after another")
  void inTurn() {
    // given
    TargetSpec target = new TargetSpec();
    target.database.run(
        "CREATE TABLE seen (pid integer)",
        "CREATE FUNCTION see() RETURNS event_trigger LANGUAGE plpgsql"
            + " AS 'BEGIN INSERT INTO public.seen VALUES (pg_backend_pid()); END'",
        "CREATE EVENT TRIGGER indexes ON ddl_command_start WHEN TAG IN ('CREATE INDEX')"
            + " EXECUTE FUNCTION see()");
    for (String name : List.of("a", "b", "c")) {
      target.table(
          Definitions.table("public." + name).column("id", "integer", ValueKind.INT32).build(),
          TargetSpec.row("1"));
    }

    // when
    try (DatabaseDestination destination = target.open()) {
      destination.prepare();
      target.load(destination);
    }

    // then
    assertThat(target.database.rows("SELECT count(*) FROM seen GROUP BY pid")).containsExactly("3");
  }

  private static void assertClosed(Session session) {
    assertThatThrownBy(() -> session.execute("SELECT 1"))
        .isInstanceOf(SQLException.class)
        .hasMessage("This connection has been closed.");
  }
}
