package dev.tidemark.restorer;

import dev.tidemark.restorer.ddl.Skipped;
import dev.tidemark.restorer.load.Verification;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.SortedMap;

/**
 * What a restore did, or would do.
 *
 * @param point what the restore point was resolved to
 * @param plan what was read, in lines for people
 * @param outcome what was done
 */
public record RestoreReport(ResolvedPoint point, List<String> plan, Outcome outcome) {

  public RestoreReport {
    plan = List.copyOf(plan);
  }

  /** What was done. */
  public sealed interface Outcome {}

  /** Nothing but the plan was asked for. */
  public record PlanOnly() implements Outcome {}

  /**
   * Everything was loaded and verified, and is gone again.
   *
   * @param tables what was loaded, by the tables' names in the source
   */
  public record Rehearsed(SortedMap<TableId, Checksum> tables) implements Outcome {}

  /**
   * Everything is in its place.
   *
   * @param tables what was loaded, by the tables' names on the target
   * @param verification what it was found to be right by
   * @param skipped foreign keys and triggers that were left out, for what they need is not there
   * @param notes what else a person should know, as sentences
   */
  public record Restored(
      SortedMap<TableId, Checksum> tables,
      Verification verification,
      List<Skipped> skipped,
      List<String> notes)
      implements Outcome {
    public Restored {
      skipped = List.copyOf(skipped);
      notes = List.copyOf(notes);
    }

    /** How many rows, over all tables. */
    public long rows() {
      return tables.values().stream().mapToLong(Checksum::rows).sum();
    }
  }
}
