package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes a named marker into the source's log, and waits until it stands on the timeline. A restore
 * to it has what was committed before it was written, and nothing that was committed after.
 */
public final class MarkCollection {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public MarkCollection(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param marker at most 200 characters; a name that was used before is given anew, and then means
   *     the later one
   * @param patience how long capture may need to come as far
   * @throws IllegalArgumentException it is no name for a marker
   * @throws dev.tidemark.schemas.problem.ProblemException it could not be written
   */
  public Outcome run(CollectionName name, String marker, Duration patience) {
    ProtectedTables collection = home.collections().get(name);
    Deployment deployment = Deployment.withKafka(home, collection);
    Caught caught =
        new CatchUp(deployment, collection, Markers.usable(marker), listener).awaitNow(patience);
    if (caught instanceof Caught.Unasked unasked) {
      throw unasked.why();
    }
    caught.shortfall().ifPresent(why -> listener.note(why + ": the marker follows when it comes"));
    return new Outcome(marker, Instant.now(clock), caught instanceof Caught.Up);
  }

  /**
   * The marker is in the source's log.
   *
   * @param time when that was known, by this machine's clock
   * @param captured whether it stands on the timeline already
   */
  public record Outcome(String marker, Instant time, boolean captured) {}
}
