package dev.tidemark.archive.retention;

import dev.tidemark.archive.manifest.Archive;
import java.time.Instant;

/**
 * Carries a plan out: <em>mark</em> what is given up, then <em>delete</em> its files. From the mark
 * on no reader looks for them, so it does not matter which of them are there when it is broken off;
 * the next run finds them as leftovers.
 */
public final class Retention {

  private Retention() {}

  /**
   * Gives up what the policy does not promise. While it runs, nobody else may give anything up.
   *
   * @return what was done, and what the store has kept all the same; nothing when the archive is
   *     damaged
   */
  public static RetentionPlan apply(Archive archive, RetentionPolicy policy, Instant now) {
    RetentionPlan plan = RetentionPlan.of(archive, policy, now);
    plan.deletions().forEach(deletion -> mark(archive, deletion));
    return plan.damages().isEmpty() ? plan.keeping(Leftovers.delete(archive)) : plan;
  }

  private static void mark(Archive archive, Deletion deletion) {
    if (deletion instanceof Deletion.Retire retire) {
      archive.retire(retire.backups().get(retire.backups().size() - 1));
    } else if (deletion instanceof Deletion.Thin thin) {
      archive.thin(thin.backup());
    }
  }
}
