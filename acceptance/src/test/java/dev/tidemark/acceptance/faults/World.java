package dev.tidemark.acceptance.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;

/**
 * All that is harmed, as faults and their schedule see it: what Tidemark works with, the {@code
 * start} that is kept running among it, the workload, the collection that protects it, and the
 * restores that are compared.
 */
final class World implements AutoCloseable {

  private final Surroundings surroundings;
  private final Writer writer;
  private final Supervisor supervisor;
  private final Protection protection;
  private final Restores restores;
  private final Rival rival;
  private final Promotion promotion;

  /**
   * @param compared how many sequences are restored at the end of each collection
   */
  World(Path directory, Random random, int compared, Counts counts)
      throws IOException, SQLException {
    surroundings = new Surroundings(directory);
    Broker broker = surroundings.broker();
    Sessions.createTables(surroundings.database());
    writer = Writer.start(surroundings.database(), new Random(random.nextLong()));
    supervisor = new Supervisor(directory, surroundings, counts);
    protection = new Protection(surroundings, supervisor, writer, counts);
    restores = new Restores(broker, writer, new Random(random.nextLong()), compared, counts);
    rival = new Rival(directory, supervisor.home(), broker, counts);
    promotion =
        new Promotion(directory, surroundings, supervisor, protection, writer, restores, counts);
  }

  /** Begins to protect the source. */
  void begin() {
    protection.begin();
  }

  boolean hasShim() {
    return surroundings.hasShim();
  }

  Shim shim(Part part) {
    return surroundings.shim(part).orElseThrow();
  }

  Relay relay(Link link) {
    return surroundings.relay(link);
  }

  long pid(Part part) {
    return switch (part) {
      case TIDEMARK -> supervisor.pid();
      case BROKER -> surroundings.broker().pid();
      case SOURCE -> surroundings.source().pid();
    };
  }

  /** Returns at once when a backup becomes visible; or after a while, when none does. */
  void awaitManifest() {
    protection.awaitManifest();
  }

  Writer writer() {
    return writer;
  }

  /** Without so many of the timeline the broker takes no commit. */
  void requireCopies(int copies) {
    protection.requireCopies(copies);
  }

  /** Starts whatever is not there. */
  void raise() {
    supervisor.raise();
  }

  /** Waits until everything that has committed is captured, and in a backup. */
  void awaitWell() {
    protection.awaitWell();
  }

  /** A second one is refused, unless the first has died meanwhile of another fault. */
  void requireSecondStartRefused() {
    supervisor.requireSecondRefused();
  }

  /** Begins to capture the same collection from a copy of the home. */
  void beginSecond() {
    rival.begin();
  }

  void endSecond() {
    rival.end();
  }

  /** A standby takes the place of the source, as {@link Promotion} has it. */
  void failOver(boolean behind) {
    promotion.failOver(behind);
  }

  void beginAgainAfterGap(boolean goesOn) {
    promotion.beginAgain(goesOn);
  }

  /** Compares at random while everything goes on. */
  void compareSome(int restoresAtOnce) {
    restores.some(protection.collection(), restoresAtOnce);
  }

  /** Everything is over: compares all. */
  void finish() {
    protection.awaitWell();
    protection.hold();
    try {
      protection.awaitWell();
      restores.finish(protection.collection(), true);
      restores.intoDatabase(protection.collection(), surroundings.database());
    } finally {
      writer.release();
    }
  }

  @Override
  public void close() {
    writer.close();
    rival.end();
    supervisor.close();
    surroundings.close();
  }
}
