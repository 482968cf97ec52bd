package dev.tidemark.compactor.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ParentBackup;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Sha256 HASH = Sha256.of(new byte[0]);
  private static final BackupPolicy HOURLY_AND_DAILY =
      new BackupPolicy(Duration.ofHours(1), Optional.of(Duration.ofDays(1)));

  @Test
  void withoutAnyBackupAFullIsDueAtOnce() {
    assertThat(due(List.of(), Optional.empty(), NOON)).isEqualTo(new Due.Full());
  }

  @Test
  void anIncrementalIsDueWhenTheLastBackupIsOldEnough() {
    List<Manifest> backups = List.of(full(NOON), incremental(NOON.plusSeconds(3600)));

    assertThat(due(backups, Optional.empty(), NOON.plusSeconds(7199)))
        .isEqualTo(new Due.Nothing(NOON.plusSeconds(7200)));
    assertThat(due(backups, Optional.empty(), NOON.plusSeconds(7200)))
        .isEqualTo(new Due.Incremental());
  }

  @Test
  void aFullIsDueInPlaceOfAnIncrementalWhenTheLastFullIsOldEnough() {
    Instant nextDay = NOON.plus(Duration.ofDays(1));
    List<Manifest> backups = List.of(full(NOON), incremental(nextDay.minusSeconds(3600)));

    assertThat(due(backups, Optional.empty(), nextDay)).isEqualTo(new Due.Full());
  }

  @Test
  void withoutFullEveryNoSecondFullIsDue() {
    BackupPolicy policy = new BackupPolicy(Duration.ofHours(1), Optional.empty());
    Instant nextYear = NOON.plus(Duration.ofDays(365));

    assertThat(Schedule.due(policy, List.of(full(NOON)), Optional.empty(), nextYear))
        .isEqualTo(new Due.Incremental());
  }

  @Test
  void anAttemptThatLeftNoBackupIsNotRepeatedBeforeItsTime() {
    Optional<Instant> attempt = Optional.of(NOON.plusSeconds(3600));

    assertThat(due(List.of(full(NOON)), attempt, NOON.plusSeconds(3700)))
        .isEqualTo(new Due.Nothing(NOON.plusSeconds(7200)));
    assertThat(due(List.of(), attempt, NOON.plusSeconds(7200))).isEqualTo(new Due.Full());
  }

  @Test
  void whatAClockThatRanAheadHasMadeHoldsNoBackupBack() {
    Instant ahead = NOON.plus(Duration.ofDays(9));

    assertThat(due(List.of(full(ahead)), Optional.of(ahead), NOON)).isEqualTo(new Due.Full());
    assertThat(due(List.of(full(NOON), incremental(ahead)), Optional.of(ahead), hours(1)))
        .isEqualTo(new Due.Incremental());
    assertThat(due(List.of(full(NOON), incremental(ahead)), Optional.of(hours(1)), hours(1)))
        .isEqualTo(new Due.Nothing(hours(2)));
  }

  private static Instant hours(int afterNoon) {
    return NOON.plus(Duration.ofHours(afterNoon));
  }

  @Test
  void aPolicyOfNoTimeIsRefused() {
    assertThatThrownBy(() -> new BackupPolicy(Duration.ZERO, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backups are taken after some time, not at once");
  }

  private static Due due(List<Manifest> backups, Optional<Instant> lastAttempt, Instant now) {
    return Schedule.due(HOURLY_AND_DAILY, backups, lastAttempt, now);
  }

  private static Manifest full(Instant created) {
    return manifest(new BackupId(created, 1, BackupKind.FULL), null, created);
  }

  private static Manifest incremental(Instant created) {
    BackupId id = new BackupId(created, 2, BackupKind.INCREMENTAL);
    return manifest(id, new ParentBackup(id, HASH), created);
  }

  private static Manifest manifest(BackupId id, ParentBackup parent, Instant created) {
    return new Manifest(
        new CollectionName("shop"),
        id,
        parent,
        "data/" + id,
        Boundary.ORIGIN,
        Boundary.ORIGIN,
        new TimelineFile(0, 0, HASH),
        List.of(),
        List.of(),
        List.of(),
        created);
  }
}
