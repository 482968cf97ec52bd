package dev.tidemark.app.operation;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.Resolution.Resolved;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.ProgressListener;
import dev.tidemark.restorer.ResolvedPoint;
import dev.tidemark.restorer.Restore;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.schemas.change.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * The plan of a restore that takes an incremental first, when nothing is to be changed: what is
 * there already is planned by the archive, the incremental is told.
 */
final class PlanBeyondBackups {

  private final Archive archive;
  private final Found.InCaptured found;

  PlanBeyondBackups(Archive archive, Found.InCaptured found) {
    this.archive = archive;
    this.found = found;
  }

  RestoreReport report(RestoreOrder order) {
    RestoreReport archived =
        Restore.run(order.request(archive, new RestorePoint.Latest()), ProgressListener.NONE);
    Resolved resolved = found.resolution();
    ResolvedPoint point =
        new ResolvedPoint(resolved.sequence(), resolved.commit(), resolved.remark());
    List<String> plan = new ArrayList<>();
    plan.add("restore to sequence " + point.sequence() + commit(point));
    point.remark().ifPresent(plan::add);
    plan.add(incremental(archived.point().sequence()));
    plan.addAll(archived.plan().subList(1, archived.plan().size()));
    return new RestoreReport(point, plan, archived.outcome());
  }

  private String incremental(Sequence last) {
    Sequence end = found.end().last();
    return end.isAfter(last)
        ? "first take an incremental backup: sequences " + last.next() + " to " + end
        : "nothing was committed since the last backup, which ends at sequence " + last;
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
