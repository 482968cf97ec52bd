package dev.tidemark.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTellerSpec {

  @TempDir private Path directory;

  private Path run;
  private Path file;
  private StatusTeller teller;

  @BeforeEach
  void openHome() {
    Home home = new Home(directory);
    home.prepare();
    run = home.runDirectory();
    file = run.resolve("shop.status.json");
    teller = new StatusTeller(home.statusBoard(), new CollectionName("shop"));
  }

  @Test
  void what_the_home_did_not_take_is_told_as_soon_as_it_does() throws IOException {
    Path away = directory.resolve("away");
    Files.move(run, away);

    teller.tell(status(7));

    assertThat(teller.told()).contains(status(7));
    assertThat(file).doesNotExist();
    Files.move(away, run);
    teller.tell(status(7));
    assertThat(file).content().contains("\"capturedSequence\" : 7,");
  }

  @Test
  void what_is_no_longer_so_does_not_stay_when_it_cannot_be_replaced() throws IOException {
    teller.tell(status(7));
    Path inTheWay =
        run.resolve(
            "shop.status.json."
                + ProcessHandle.current().pid()
                + "-"
                + Thread.currentThread().getId());
    Files.createDirectory(inTheWay);

    teller.tell(status(8));

    assertThat(file).doesNotExist();
    Files.delete(inTheWay);
    teller.tell(status(8));
    assertThat(file).content().contains("\"capturedSequence\" : 8,");
  }

  @Test
  void what_was_told_is_not_written_again() throws IOException {
    teller.tell(status(7));
    Files.delete(file);

    teller.tell(status(7));

    assertThat(file).doesNotExist();
    teller.tell(status(8));
    assertThat(file).exists();
  }

  private static CollectionStatus status(long sequence) {
    return new CollectionStatus(
        CollectionState.STREAMING,
        sequence,
        null,
        0,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        false,
        null);
  }
}
