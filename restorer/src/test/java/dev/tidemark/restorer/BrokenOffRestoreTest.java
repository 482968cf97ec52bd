package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.load.RestoreCancelledException;
import dev.tidemark.restorer.target.TargetFailedException;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A restore that breaks off")
class BrokenOffRestoreTest {

  private final Shop shop = new Shop();

  @Test
  @DisplayName("leaves no trace when a file breaks while it is read")
  void failsWhileLoading() {
    // given
    List<String> before = shop.database.inventory();
    String path = "shop/data/20261122070100Z_000001_full-0/public.customers/base-00.avro";

    // when, then
    assertThatThrownBy(
            () ->
                Restore.run(
                    shop.at(6),
                    progress -> {
                      if (progress.phase() == Progress.Phase.LOAD) {
                        shop.backups.storage.delete(path);
                      }
                    }))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(path);
    assertThat(shop.database.inventory()).isEqualTo(before);
  }

  @Test
  @DisplayName("leaves no trace when all its connections are killed")
  void killed() {
    // given
    List<String> before = shop.database.inventory();

    // when, then
    assertThatThrownBy(
            () ->
                Restore.run(
                    shop.at(6),
                    progress -> {
                      if (progress.phase() == Progress.Phase.FINISH) {
                        shop.database.run(
                            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE"
                                + " application_name = 'tidemark restore' AND datname ="
                                + " current_database()");
                      }
                    }))
        .isInstanceOf(TargetFailedException.class);
    assertThat(shop.database.inventory()).isEqualTo(before);
  }

  @Test
  @DisplayName("leaves no trace when it is cancelled")
  void cancelled() {
    // given
    List<String> before = shop.database.inventory();

    // when, then
    assertThatThrownBy(
            () ->
                Restore.run(
                    shop.at(6),
                    progress -> {
                      if (progress.phase() == Progress.Phase.LOAD && progress.done() == 0) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(RestoreCancelledException.class)
        .hasMessage("the restore was cancelled");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(shop.database.inventory()).isEqualTo(before);
  }
}
