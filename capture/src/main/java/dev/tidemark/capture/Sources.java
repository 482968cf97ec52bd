package dev.tidemark.capture;

import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.util.List;
import java.util.Objects;

/** What can be asked of a source outside a running capture. */
public final class Sources {

  private Sources() {}

  /**
   * Checks everything capture needs of the source, before anything is made in it.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the first thing that is missing, with
   *     what to do about it
   */
  public static void check(CaptureConfig config) {
    Objects.requireNonNull(Thread.currentThread());
    throw unavailable(config.source());
  }

  /**
   * Removes what capture made: slot, publication and topics. What is gone already is no error. No
   * capture of the collection may run.
   */
  public static void drop(CaptureConfig config) {
    Objects.requireNonNull(Thread.currentThread());
    throw unavailable(config.source());
  }

  /**
   * Writes a marker into the source's log. It comes out as {@code TimelineEntry.Marked} on the
   * timeline of every collection of that database, after all that was committed before.
   *
   * @return where in the source's log it stands
   */
  public static SourcePosition mark(DatabaseUrl source, String name) {
    Objects.requireNonNull(Thread.currentThread());
    throw unavailable(source);
  }

  /** The tables of the source that could be captured, in name order. */
  public static List<TableId> currentTables(DatabaseUrl source) {
    Objects.requireNonNull(Thread.currentThread());
    throw unavailable(source);
  }

  private static IllegalStateException unavailable(DatabaseUrl source) {
    return new IllegalStateException("sources are not reachable yet: " + source.place());
  }
}
