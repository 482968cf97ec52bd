package dev.tidemark.archive.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A backup's name")
class BackupIdTest {

  private static final Instant NOON = Instant.parse("2026-11-22T07:15:00.75Z");

  @Test
  @DisplayName("is its time, its ordinal and its kind, and is read back")
  void readsBack() {
    BackupId id = new BackupId(NOON, 42, BackupKind.INCREMENTAL);

    assertThat(id).hasToString("20261122071500Z_000042_incremental");
    assertThat(BackupId.parse(id.toString())).isEqualTo(id);
  }

  @Test
  @DisplayName("comes after the one before it in the order of letters, even in the same second")
  void nextInTheSameSecond() {
    BackupId first = BackupId.next(Optional.empty(), NOON, BackupKind.INCREMENTAL);
    BackupId second = BackupId.next(Optional.of(first), NOON, BackupKind.FULL);

    assertThat(first).hasToString("20261122071500Z_000001_incremental");
    assertThat(second).hasToString("20261122071500Z_000002_full").isGreaterThan(first);
  }

  @Test
  @DisplayName("comes after the one before it when the clock was set back")
  void clockSetBack() {
    BackupId first = BackupId.next(Optional.empty(), NOON, BackupKind.FULL);
    BackupId second =
        BackupId.next(Optional.of(first), NOON.minusSeconds(3600), BackupKind.INCREMENTAL);

    assertThat(second).hasToString("20261122071500Z_000002_incremental");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20261122071500Z_000042",
        "20261322071500Z_000042_full",
        "20261122071500Z_000000_full",
        "20261122071500Z_000042_other",
        "20261122071500Z_000042_FULL"
      })
  @DisplayName("of another form is refused")
  void otherForms(String name) {
    assertThatThrownBy(() -> BackupId.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
