package dev.tidemark.archive.plan;

import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.schemas.change.Sequence;
import java.util.List;

/** What has to be read to restore a sequence, or why it cannot be. */
public sealed interface RestorePlan {

  /**
   * It can be restored, if the files are what their manifests say.
   *
   * @param backups of the chain, the full first, as far as they are needed
   * @param tables in force at the sequence, in order of their names
   * @param obscured the windows that the sequence lies in: their tables cannot be restored, and are
   *     not among {@code tables}
   */
  record Planned(
      Sequence sequence,
      List<Manifest> backups,
      List<TablePlan> tables,
      List<ObscuredWindow> obscured)
      implements RestorePlan {
    public Planned {
      backups = List.copyOf(backups);
      tables = List.copyOf(tables);
      obscured = List.copyOf(obscured);
    }

    /** Every run that is read. */
    public List<StoredRun> runs() {
      return tables.stream()
          .flatMap(table -> table.partitions().stream())
          .flatMap(partition -> partition.runs().stream())
          .toList();
    }
  }

  /**
   * @param first what can be restored begins there
   */
  record BeforeHistory(Sequence asked, Sequence first) implements RestorePlan {}

  /**
   * @param last what can be restored ends there; {@link Sequence#NONE} when there is nothing
   */
  record BeyondHistory(Sequence asked, Sequence last) implements RestorePlan {}

  /**
   * Changes are missing between what is there and the sequence.
   *
   * @param after the last sequence before the gap
   * @param reason for people
   */
  record AcrossGap(Sequence asked, Sequence after, String reason) implements RestorePlan {}

  /**
   * Of the backup that it lies in, retention has kept only the end.
   *
   * @param from the nearest sequence before it that can be restored
   * @param to the nearest after it
   */
  record Thinned(Sequence asked, Sequence from, Sequence to) implements RestorePlan {}

  /** The backups needed are not whole. */
  record Damaged(Sequence asked, Damage damage) implements RestorePlan {}
}
