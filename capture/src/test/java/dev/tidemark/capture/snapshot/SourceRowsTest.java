package dev.tidemark.capture.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.SourceServer;
import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rows read from the source")
final class SourceRowsTest {

  private static final TableId ROWS = TableId.parse("public.rows");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SourceServer source = SourceServer.database();
  private final SourceDatabase database = new SourceDatabase(source.url());

  private TableState state() {
    try (SourceSession session = database.open()) {
      return CatalogLook.state(session, ROWS, "none").orElseThrow();
    }
  }

  private List<List<String>> sessions() {
    return source.rows(
        "SELECT state, query FROM pg_stat_activity WHERE application_name = 'tidemark' AND datname"
            + " = current_database()");
  }

  private void awaitNoSessions() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!sessions().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(sessions()).isEmpty();
  }

  /** A session that stayed would keep a lock on the table, and a snapshot, in the source. */
  @ParameterizedTest
  @ValueSource(strings = {"id int PRIMARY KEY", "id int"})
  void leave_no_session_in_the_source_when_a_reading_breaks_off(String column) {
    source.execute(
        "CREATE TABLE public.rows (" + column + ")",
        "ALTER TABLE public.rows REPLICA IDENTITY FULL",
        "INSERT INTO public.rows SELECT generate_series(1, 10000)");
    TableState state = state();
    SourceRows rows = new SourceRows(database, "none", "tidemark", new RowLimits(10, 1000));
    rows.open(state).next();
    assertThat(sessions()).isNotEmpty();

    rows.close();

    awaitNoSessions();
  }
}
