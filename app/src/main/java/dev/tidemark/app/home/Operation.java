package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something that is done to a collection, one at a time.
 *
 * @param id what it is called
 * @param what a noun for the others to read: {@code full backup}
 * @param asker who wanted it
 * @param since when it began, in whole seconds
 * @param pid the process that does it
 */
public record Operation(
    OperationId id, CollectionName collection, String what, Asker asker, Instant since, long pid) {

  /** Who wants an operation. */
  public enum Asker {
    /** Somebody who gave a command, and knows what comes next. */
    PERSON,
    /** The server, by the clock. */
    SCHEDULE
  }

  public Operation {
    since = since.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What this process begins now because a person wants it. */
  public static Operation asked(CollectionName collection, String what, Instant now) {
    return here(collection, what, Asker.PERSON, now);
  }

  /** What this process begins now because it is due. */
  public static Operation scheduled(CollectionName collection, String what, Instant now) {
    return here(collection, "scheduled " + what, Asker.SCHEDULE, now);
  }

  private static Operation here(CollectionName collection, String what, Asker asker, Instant now) {
    return new Operation(
        OperationId.of(collection, now),
        collection,
        what,
        asker,
        now,
        ProcessHandle.current().pid());
  }

  /** The name of the user whose process it is, or {@code schedule}. */
  String startedBy() {
    return isScheduled() ? "schedule" : System.getProperty("user.name", "unknown");
  }

  boolean isScheduled() {
    return asker == Asker.SCHEDULE;
  }

  /**
   * {@code scheduled full backup 20261122071500042-shop since 2026-11-22T07:15:00Z (process 4711)}.
   */
  @Override
  public String toString() {
    return what + " " + id + " since " + since + " (process " + pid + ")";
  }
}
