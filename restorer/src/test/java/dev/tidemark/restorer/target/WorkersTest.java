package dev.tidemark.restorer.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Postgres;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connections that tables are loaded on")
class WorkersTest {

  private static final Postgres DATABASE = Postgres.newDatabase();

  @Test
  @DisplayName("are kept for the next table, and not given to one that asks for a second")
  void kept() {
    try (Workers workers = new Workers(DATABASE.url())) {
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
  @DisplayName("are closed in the end")
  void closed() {
    // given
    Workers workers = new Workers(DATABASE.url());
    Session session = workers.take();
    workers.giveBack(session);

    // when
    workers.close();

    // then
    assertThatThrownBy(() -> session.execute("SELECT 1"))
        .isInstanceOf(SQLException.class)
        .hasMessage("This connection has been closed.");
  }
}
