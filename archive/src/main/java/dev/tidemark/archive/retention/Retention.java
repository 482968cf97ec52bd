package dev.tidemark.archive.retention;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.MarkFiles;
import dev.tidemark.archive.retention.RetentionPlan.KeptFile;
import dev.tidemark.archive.retention.RetentionPlan.ShortLock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries a plan out: <em>mark</em> what is given up, then <em>delete</em> its files. From the mark
 * on no reader looks for them, so it does not matter which of them are there when it is broken off;
 * the next run finds them as leftovers. What is needed has its locks <em>extended</em>, where the
 * store has any.
 */
public final class Retention {

  private Retention() {}

  /**
   * Gives up what the policy does not promise. While it runs, nobody else may give anything up.
   *
   * @return what was done, and what the store has kept all the same; nothing is given up when the
   *     archive is damaged
   */
  public static RetentionPlan apply(Archive archive, RetentionPolicy policy, Instant now) {
    RetentionPlan plan = RetentionPlan.of(archive, policy, now);
    MarkFiles marks = MarkFiles.of(archive);
    plan.deletions().forEach(deletion -> mark(marks, deletion));
    List<Deletion.Remove> leftovers =
        plan.damages().isEmpty() ? Leftovers.find(archive) : List.of();
    Set<String> unneeded =
        leftovers.stream().map(Deletion.Remove::path).collect(Collectors.toUnmodifiableSet());
    // What is needed is more than what is not: whatever becomes of the deletions.
    List<ShortLock> shortLocks = LockRenewal.run(archive, unneeded, now);
    List<KeptFile> kept = Leftovers.delete(archive, leftovers);
    return plan.keeping(kept, shortLocks);
  }

  /**
   * Makes the locks of the store last as long as what they lock is needed, and gives nothing up.
   */
  public static RetentionPlan renewLocks(Archive archive, Instant now) {
    return RetentionPlan.nothing().keeping(List.of(), LockRenewal.run(archive, Set.of(), now));
  }

  private static void mark(MarkFiles marks, Deletion deletion) {
    if (deletion instanceof Deletion.Retire retire) {
      marks.retire(retire.backups().get(retire.backups().size() - 1));
    } else if (deletion instanceof Deletion.Thin thin) {
      marks.thin(thin.backup());
    }
  }
}
