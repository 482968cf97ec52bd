package dev.tidemark.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFailuresSpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final Instant FIRST = Instant.parse("2026-11-26T01:00:00Z");

  @TempDir private Path directory;

  private Home home;
  private BackupFailures failures;

  @BeforeEach
  void openHome() {
    home = new Home(directory);
    home.prepare();
    failures = home.backupFailures();
  }

  @Test
  void they_are_since_the_first_that_failed_until_one_succeeds() {
    failures.failed(SHOP, FIRST, "no disk");
    failures.failed(SHOP, FIRST.plusSeconds(60), "no network");
    assertThat(failures.find(SHOP)).contains(new BackupFailure(FIRST.toString(), "no network"));

    failures.over(SHOP);

    assertThat(failures.find(SHOP)).isEmpty();
  }

  @Test
  void a_note_that_a_power_cut_has_garbled_is_written_anew() throws IOException {
    Files.writeString(home.runDirectory().resolve("shop.backup-failure.json"), "{\"since");
    assertThat(failures.find(SHOP)).isEmpty();

    failures.failed(SHOP, FIRST, "no disk");

    assertThat(failures.find(SHOP)).contains(new BackupFailure(FIRST.toString(), "no disk"));
  }
}
