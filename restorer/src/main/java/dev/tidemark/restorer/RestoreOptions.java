package dev.tidemark.restorer;

import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.load.Verification;

/**
 * How a restore is done.
 *
 * @param existing what becomes of tables that are there already
 * @param extent whether it is done at all
 * @param verification how far the result is checked before it is published
 * @param parallelism how many tables are loaded at once. Each takes one connection to the target, a
 *     large one two while its indexes are made, and memory for one block of each of its runs
 */
public record RestoreOptions(
    ExistingTables existing, Extent extent, Verification verification, int parallelism) {

  /** How far a restore goes. */
  public enum Extent {
    /** Up to the plan: what would be read, and to which sequence. The target is not asked. */
    PLAN,
    /**
     * All the way but the last step: everything is loaded, verified, and removed again, and nobody
     * sees any of it.
     */
    REHEARSAL,
    /** All the way. */
    FULL
  }

  public static final RestoreOptions DEFAULT =
      new RestoreOptions(ExistingTables.REFUSE, Extent.FULL, Verification.FULL, 4);

  public RestoreOptions {
    if (parallelism < 1) {
      throw new IllegalArgumentException("at least one table is loaded at a time");
    }
  }

  public RestoreOptions with(ExistingTables other) {
    return new RestoreOptions(other, extent, verification, parallelism);
  }

  public RestoreOptions with(Extent other) {
    return new RestoreOptions(existing, other, verification, parallelism);
  }

  public RestoreOptions with(Verification other) {
    return new RestoreOptions(existing, extent, other, parallelism);
  }

  public RestoreOptions withParallelism(int tables) {
    return new RestoreOptions(existing, extent, verification, tables);
  }
}
