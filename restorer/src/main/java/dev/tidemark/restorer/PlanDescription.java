package dev.tidemark.restorer;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.plan.Absences;
import dev.tidemark.archive.plan.RestorePlan.Planned;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.restorer.filter.RowCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan in lines for people. */
final class PlanDescription {

  private PlanDescription() {}

  static List<String> of(
      ResolvedPoint point, Planned plan, List<ArchiveRows> tables, Optional<RowCondition> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("restore to sequence " + point.sequence() + commit(point));
    point.remark().ifPresent(lines::add);
    for (Manifest backup : plan.backups()) {
      lines.add(
          "read %s backup %s: sequences %s to %s"
              .formatted(
                  backup.kind().word(),
                  backup.id(),
                  backup.from().sequence().next(),
                  backup.to().sequence()));
    }
    for (ArchiveRows table : tables) {
      List<StoredRun> runs =
          table.plan().partitions().stream()
              .flatMap(partition -> partition.runs().stream())
              .toList();
      lines.add(
          "table %s as %s: %d files, %d bytes, at most %d rows"
              .formatted(
                  table.table().source(),
                  table.table().name(),
                  runs.size(),
                  runs.stream().mapToLong(run -> run.file().bytes()).sum(),
                  table.weight()));
    }
    lines.addAll(leftOut(plan));
    rows.ifPresent(wanted -> lines.add("keep the rows where " + wanted.condition()));
    return lines;
  }

  /** Of the tables that were just coming into the collection, which nobody asked for. */
  static List<String> leftOut(Planned plan) {
    return plan.obscured().stream()
        .filter(ObscuredWindow::isJoining)
        .map(window -> "left out: table " + window.table() + " " + Absences.coming(window))
        .toList();
  }

  private static String commit(ResolvedPoint point) {
    return point
        .commit()
        .map(
            commit ->
                ": transaction %s, committed %s, %s"
                    .formatted(commit.transaction(), commit.time(), commit.position()))
        .orElse("");
  }
}
