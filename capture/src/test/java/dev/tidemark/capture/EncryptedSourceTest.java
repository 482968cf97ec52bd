package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A capture of a server that speaks TLS")
final class EncryptedSourceTest {

  private static final TableId ROWS = TableId.parse("public.rows");

  @TempDir private Path directory;

  @Test
  void takes_every_change_in_records_large_and_small() throws Exception {
    int port = OwnServer.freePort();
    ServerCertificate certificate = ServerCertificate.make(directory);
    try (EmbeddedPostgres server =
        OwnServer.encrypted(directory.resolve("data"), port, certificate)) {
      SourceServer source = SourceServer.encryptedOn(server.getPort());
      source.execute(
          "CREATE TABLE public.rows (id int PRIMARY KEY, what text)",
          "INSERT INTO public.rows VALUES (0, 'x')");
      try (Running capture = Running.start(source, "public.rows").afterSnapshot()) {
        capture.caughtUp();
        assertThat(encrypted(source)).contains(List.of("walsender", "t"));
        for (int round = 1; round < 30; round++) {
          // From one byte to a megabyte a value: a record holds 16 KiB.
          source.execute(
              "INSERT INTO public.rows SELECT %1$d * 10 + i, repeat('x', 1 << (%1$d %% 21))"
                      .formatted(round)
                  + " FROM generate_series(1, 3) i");
          if (round % 10 == 0) {
            capture.caughtUp();
          }
        }
        History history = capture.caughtUp();

        assertThat(history.table(ROWS).values())
            .extracting(row -> withLength(row.values().stream().toList()))
            .containsExactlyInAnyOrderElementsOf(
                source.rows("SELECT id, length(what) FROM public.rows"));
      }
    }
  }

  /** The text in a row, which is crosses only, would be too long for a message. */
  private static List<String> withLength(List<String> row) {
    String text = row.get(1);
    assertThat(text.chars().allMatch(each -> each == 'x')).isTrue();
    return List.of(row.get(0), Integer.toString(text.length()));
  }

  private static List<List<String>> encrypted(SourceServer source) {
    return source.rows(
        "SELECT backend_type, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)");
  }
}
