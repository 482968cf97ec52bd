package dev.tidemark.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults at random over a random workload. {@code -Dfaults.minutes} says for how long, and without
 * it is for a few faults, always the same ones. {@code -Dfaults.seed} repeats a run as far as time
 * allows.
 */
class FaultsTest {

  private static final double MINUTES =
      Double.parseDouble(System.getProperty("faults.minutes", "0.4"));
  private static final long SEED = Long.getLong("faults.seed", anySeed());

  /** Only faults whose name has this in it. */
  private static final String ONLY = System.getProperty("faults.only", "");

  private static final long OF_THE_BUILD = 1;

  /** A black hole is noticed after half a minute: only a run of minutes waits for that. */
  private static final Duration LONGEST = Duration.ofSeconds(MINUTES < 2 ? 5 : 45);

  private static final int COMPARED_AT_ONCE = 6;

  /** At the end of each collection. */
  private static final int COMPARED =
      Integer.getInteger("faults.compared", (int) Math.round(10 + 20 * MINUTES));

  @Test
  void whatever_goes_wrong_a_restore_equals_the_source(@TempDir Path directory)
      throws IOException, SQLException {
    String again = "again with -Dfaults.seed=" + SEED + " -Dfaults.minutes=" + MINUTES;
    System.out.println("faults: " + again);
    Counts counts = new Counts();
    try {
      run(directory, new Random(SEED), counts);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(again + "\n" + counts.table() + "\n" + e, e);
    }
    System.out.println("faults, seed " + SEED + ":\n" + counts.table());
    assertThat(counts.differences()).as(again).isEmpty();
  }

  private static void run(Path directory, Random random, Counts counts)
      throws IOException, SQLException {
    Random forDeck = new Random(random.nextLong());
    try (World world = new World(directory, random, COMPARED, counts)) {
      world.begin();
      Deck deck = new Deck(forDeck, world.hasShim(), LONGEST, ONLY);
      long end = System.nanoTime() + (long) (MINUTES * 60e9);
      while (System.nanoTime() < end) {
        Deck.Draw draw = deck.next();
        letRun(draw.quiet());
        System.out.println("faults: " + draw);
        draw.faults().forEach(counts::fault);
        draw.faults().forEach(fault -> fault.begin(world));
        letRun(draw.lasts());
        draw.faults().forEach(fault -> fault.end(world));
        world.writer().requireWell();
        if (draw.settled()) {
          world.awaitWell();
          world.compareSome(COMPARED_AT_ONCE);
          assertThat(counts.differences()).isEmpty();
        }
      }
      world.finish();
    }
  }

  private static long anySeed() {
    return System.getProperty("faults.minutes") == null
        ? OF_THE_BUILD
        : System.nanoTime() & 0xFFFFFFL;
  }

  /** A schedule is made of time: this is the one place that lets it pass. */
  private static void letRun(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
