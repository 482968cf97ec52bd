package dev.tidemark.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.Marks;
import dev.tidemark.archive.manifest.ParentBackup;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One transaction a minute, an incremental every hour, a full every week, and no real time. */
@DisplayName("A year of retention")
class YearOfRetentionTest {

  private static final int HOURS = 365 * 24;
  private static final int WEEK = 7 * 24;
  private static final int KEPT_HOURS = 30 * 24;
  private static final int EVERY_HOURS = 7 * 24;

  private static final RetentionPolicy POLICY =
      new RetentionPolicy(
          Optional.of(Duration.ofHours(KEPT_HOURS)), Optional.of(Duration.ofHours(EVERY_HOURS)));

  private final Random random = new Random(365);
  private final List<ManifestFile> manifests = new ArrayList<>();
  private int ordinal;

  @Test
  @DisplayName("keeps at every hour what is promised then, and no more than five weeks and a chain")
  void everyHour() {
    int most = 0;
    for (int hour = 0; hour <= HOURS; hour++) {
      if (hour > 0) {
        take(BackupKind.INCREMENTAL, hour);
      }
      if (hour % WEEK == 0) {
        take(BackupKind.FULL, hour);
      }
      RetentionPlan plan =
          RetentionPlan.of(
              NoteRuns.SHOP,
              Generation.FIRST,
              manifests,
              new Marks(0, Set.of()),
              List.of(),
              POLICY,
              time(hour));
      assertThat(plan.damages()).isEmpty();
      plan.deletions().forEach(this::carryOut);

      Chains chains = Chains.of(manifests);
      assertThat(chains.damages()).isEmpty();
      assertPromised(chains, hour);
      most = Math.max(most, manifests.size());
    }
    assertThat(most).isLessThanOrEqualTo(KEPT_HOURS + WEEK + 8);
    assertThat(whole()).isLessThanOrEqualTo(EVERY_HOURS + 2);
  }

  /** How many backups still have their history. */
  private long whole() {
    return manifests.stream()
        .map(ManifestFile.Intact.class::cast)
        .filter(
            file -> file.manifest().files().stream().anyMatch(run -> run.role() == RunRole.HISTORY))
        .count();
  }

  /** Every boundary of the time kept, and any transactions of the last days. */
  private void assertPromised(Chains chains, int hour) {
    for (int sample = 0; sample < 8; sample++) {
      long boundary = Math.max(0, hour - random.nextInt(KEPT_HOURS + 1));
      assertRestorable(chains, 1 + boundary * 60, hour);
      long minute = Math.max(0, hour * 60L - random.nextInt(EVERY_HOURS * 60 + 1));
      assertRestorable(chains, 1 + minute, hour);
    }
    assertRestorable(chains, 1 + Math.max(0, hour - KEPT_HOURS) * 60L, hour);
    assertRestorable(chains, 1 + Math.max(0, hour - EVERY_HOURS) * 60L, hour);
    assertRestorable(chains, 1 + hour * 60L, hour);
  }

  private static void assertRestorable(Chains chains, long sequence, int hour) {
    assertThat(Planner.plan(chains, new TimelineFacts(List.of(), List.of()), Sequence.of(sequence)))
        .as("sequence %d at hour %d", sequence, hour)
        .isInstanceOf(RestorePlan.Planned.class);
  }

  private void carryOut(Deletion deletion) {
    if (deletion instanceof Deletion.Retire retire) {
      int last = retire.backups().get(retire.backups().size() - 1).ordinal();
      manifests.removeIf(file -> file.ordinal() <= last);
    } else if (deletion instanceof Deletion.Thin thin) {
      manifests.replaceAll(file -> thinned((ManifestFile.Intact) file, thin.backup()));
    }
  }

  private static ManifestFile thinned(ManifestFile.Intact file, BackupId backup) {
    return file.manifest().id().equals(backup)
        ? new ManifestFile.Intact(file.manifest(), file.sha256(), ManifestFile.Kept.BOUNDARY)
        : file;
  }

  private void take(BackupKind kind, int hour) {
    ManifestFile.Intact last =
        manifests.isEmpty() ? null : (ManifestFile.Intact) manifests.get(manifests.size() - 1);
    ordinal++;
    boolean full = kind == BackupKind.FULL;
    long from = full || last == null ? 0 : last.manifest().to().sequence().value();
    long to = 1 + hour * 60L;
    Manifest manifest =
        new Manifest(
            NoteRuns.SHOP,
            new BackupId(time(hour), ordinal, kind),
            last == null ? null : new ParentBackup(last.manifest().id(), last.sha256()),
            "data/" + ordinal,
            full ? Boundary.ORIGIN : boundary(from),
            boundary(to),
            new TimelineFile(0, 0, Sha256.of(new byte[0])),
            full
                ? List.of(run(RunRole.BASE, 1, to))
                : List.of(run(RunRole.DELTA, from + 1, to), run(RunRole.HISTORY, from + 1, to)),
            List.of(),
            List.of(new TableInForce(Sequence.FIRST, Notes.DEFINITION)),
            time(hour));
    manifests.add(new ManifestFile.Intact(manifest, Sha256.of(new byte[] {(byte) ordinal})));
  }

  private static Boundary boundary(long sequence) {
    Boundary plain = Backups.boundary(sequence);
    return new Boundary(
        plain.sequence(),
        Backups.DAY.plus(Duration.ofMinutes(sequence - 1)),
        plain.position(),
        plain.offsets());
  }

  private static Instant time(int hour) {
    return Backups.DAY.plus(Duration.ofHours(hour));
  }

  private static RunFile run(RunRole role, long first, long last) {
    return new RunFile(
        role.word(),
        role,
        Notes.ID,
        0,
        1,
        1,
        Sha256.of(new byte[] {1}),
        "02",
        "02",
        Sequence.of(first),
        Sequence.of(last),
        Notes.SCHEMA.fingerprint());
  }
}
