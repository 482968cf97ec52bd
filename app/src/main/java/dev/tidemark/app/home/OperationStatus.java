package dev.tidemark.app.home;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operation, by {@code operations/ID.json}.
 *
 * @param what a noun: {@code full backup}
 * @param startedBy a user's name, or {@code schedule}
 * @param pid the process that does it
 * @param began ISO-8601
 * @param ended ISO-8601; null while it runs, and for ever after its process was killed
 * @param step what it is doing, in a word or two
 * @param done of the step, in what the step counts: offsets, versions, bytes or rows
 * @param total what {@code done} will come to; -1 when nobody knows
 * @param perSecond how much of it is done in a second, since the step began
 * @param result what came of it, for people; null while it runs
 */
public record OperationStatus(
    String id,
    String collection,
    String what,
    String startedBy,
    long pid,
    String began,
    @Nullable String ended,
    OperationState state,
    String step,
    long done,
    long total,
    long perSecond,
    @Nullable String result) {

  /** Of an operation that begins now. */
  public static OperationStatus begun(Operation operation) {
    return new OperationStatus(
        operation.id().value(),
        operation.collection().value(),
        operation.what(),
        operation.startedBy(),
        operation.pid(),
        operation.since().toString(),
        null,
        OperationState.RUNNING,
        "begin",
        0,
        -1,
        0,
        null);
  }

  /** How it is now. */
  public OperationStatus at(String now, long doneNow, long totalNow, long rate) {
    return new OperationStatus(
        id,
        collection,
        what,
        startedBy,
        pid,
        began,
        ended,
        state,
        now,
        doneNow,
        totalNow,
        rate,
        result);
  }

  /** What has become of it. */
  public OperationStatus over(OperationState end, Instant at, String outcome) {
    return new OperationStatus(
        id,
        collection,
        what,
        startedBy,
        pid,
        began,
        at.toString(),
        end,
        step,
        done,
        total,
        perSecond,
        outcome);
  }

  OperationStatus killed() {
    return new OperationStatus(
        id,
        collection,
        what,
        startedBy,
        pid,
        began,
        null,
        OperationState.KILLED,
        step,
        done,
        total,
        perSecond,
        "its process ended before it was done; nothing of it is to be seen");
  }

  /** Whether it has what every operation has: JSON leaves out what it likes. */
  boolean isWhole() {
    return Stream.<Object>of(id, collection, what, startedBy, began, state, step)
        .allMatch(Objects::nonNull);
  }

  /** How much of the step is done, 0 to 100; of an operation that is done, 100. */
  public OptionalInt percentage() {
    if (state == OperationState.DONE) {
      return OptionalInt.of(100);
    }
    return total > 0
        ? OptionalInt.of((int) Math.min(100, done * 100.0 / total))
        : OptionalInt.empty();
  }

  /** From its begin to its end, or to now. */
  public Duration lasted(Instant now) {
    Instant end = ended == null ? now : Instant.parse(ended);
    Instant start = Instant.parse(began);
    return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
  }
}
