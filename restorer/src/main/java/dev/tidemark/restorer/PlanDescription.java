package dev.tidemark.restorer;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.plan.Absences;
import dev.tidemark.archive.plan.RestorePlan.Planned;
import dev.tidemark.archive.run.StoredRun;
import java.util.ArrayList;
import java.util.List;

/** A plan in lines for people. */
final class PlanDescription {

  private PlanDescription() {}

  static List<String> of(
      ResolvedPoint point, Planned plan, List<ArchiveRows> tables, RestoreRequest request) {
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
      if (request.target() instanceof Target.DatabaseTarget) {
        lines.addAll(triggers(table));
      }
    }
    lines.addAll(leftOut(plan));
    request
        .choice()
        .rows()
        .ifPresent(wanted -> lines.add("keep the rows where " + wanted.condition()));
    return lines;
  }

  /** What a database has to have for the triggers; who asks for a plan has not been there. */
  private static List<String> triggers(ArchiveRows table) {
    return table.table().definition().triggers().stream()
        .map(
            trigger ->
                "trigger %s of %s: made after the data, if the target has function %s()"
                    .formatted(trigger.name(), table.table().name(), trigger.function()))
        .toList();
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
