package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.timeline.TimelineEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A capture whose source is set back by a copy of its files")
final class SetBackTest {

  @TempDir private Path directory;

  @Test
  void says_that_the_log_of_the_source_ends_before_the_place_where_it_had_come()
      throws IOException {
    Path data = directory.resolve("data");
    Path copy = directory.resolve("copy");
    int port = OwnServer.freePort();
    SourceServer source = SourceServer.on(port);
    Running capture;
    try (EmbeddedPostgres server = OwnServer.start(data, port)) {
      assertThat(server.getPort()).isEqualTo(port);
      source.execute(
          "CREATE TABLE public.rows (id int PRIMARY KEY)", "INSERT INTO public.rows VALUES (1)");
      capture = Running.start(source, "public.rows").afterSnapshot();
      capture.caughtUp();
      capture.stop();
    }
    copy(data, copy);
    try (EmbeddedPostgres server = OwnServer.start(data, port)) {
      assertThat(server.getPort()).isEqualTo(port);
      capture.startAgain();
      source.execute("SELECT pg_switch_wal()", "INSERT INTO public.rows VALUES (2)");
      capture.caughtUp();
      capture.stop();
    }

    try (EmbeddedPostgres server = OwnServer.start(copy, port);
        Running ending = capture) {
      assertThat(server.getPort()).isEqualTo(port);
      assertThat(source.rows("SELECT id FROM public.rows")).containsExactly(List.of("1"));
      ending.startAgain();

      ending.until(() -> ending.status().state() == CaptureState.GAP);
      assertThat(ending.history().entries(TimelineEntry.Gap.class))
          .singleElement()
          .satisfies(gap -> assertThat(gap.sequence().value()).isEqualTo(2));
      assertThat(ending.status().lastError().orElseThrow())
          .matches(
              "the server's log ends at [0-9A-F/]+, before [0-9A-F/]+, where capture had come: the"
                  + " server was replaced or set back\\. Changes after sequence 2 were lost;"
                  + " restores up to it still work\\. .*");
    }
  }

  /** Only the owner may look into the files of a server. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(
                  file,
                  to.resolve(from.relativize(file).toString()),
                  StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
