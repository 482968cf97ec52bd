package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.log.CommittedLog;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.workload.Observer;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.schemas.change.TableId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Restores what is backed up, and compares it with what the source was. */
final class Restores {

  private static final Duration WITHIN = Duration.ofMinutes(3);

  private final Broker broker;
  private final Writer writer;
  private final Random random;
  private final int compared;
  private final Counts counts;
  private Stretch stretch;

  /**
   * @param compared how many sequences are restored at the end of each collection
   */
  Restores(Broker broker, Writer writer, Random random, int compared, Counts counts) {
    this.broker = broker;
    this.writer = writer;
    this.random = random;
    this.compared = compared;
    this.counts = counts;
    this.stretch = Stretch.of(writer.history());
  }

  /** There is a new collection. */
  void beginCollection() {
    stretch = Stretch.of(writer.history());
  }

  /**
   * The collection has gone on behind a gap: what was before it is compared once more.
   *
   * @param before the last sequence before it
   * @param behind the first that can be restored behind it
   */
  void goOn(BackupCollection collection, long before, long behind) {
    Comparison comparison =
        new Comparison(collection.storage(), collection.name(), stretch.upTo(before), counts);
    comparison.compareTimeline();
    compareSome(comparison);
    stretch = Stretch.from(writer.history(), behind);
    counts.add("gaps gone on behind", 1);
  }

  /** A few at random, of what is backed up by now. */
  void some(BackupCollection collection, int number) {
    if (!writer.hold()) {
      return;
    }
    Comparison comparison;
    try {
      comparison = comparison(collection);
    } finally {
      writer.release();
    }
    comparison.compareTimeline();
    List<Long> sequences = comparison.sequences();
    for (int i = 0; i < number && !sequences.isEmpty(); i++) {
      comparison.compare(sequences.get(random.nextInt(sequences.size())));
    }
  }

  /**
   * All that there will be of a collection while nothing is written: its timeline, its log, and
   * what it was at every sequence.
   *
   * @param whole whether it reaches up to the last transaction
   */
  void finish(BackupCollection collection, boolean whole) {
    Comparison comparison = comparison(collection);
    comparison.compareTimeline();
    if (whole) {
      comparison.requireAll();
    }
    counts.add("transactions", writer.history().size());
    counts.add("changes", comparison.changes());
    compareSome(comparison);
    CommittedLog log = CommittedLog.read(broker.direct(), collection.name());
    counts.add("change ids on the log", log.changes());
    log.faults().forEach(fault -> counts.difference("log of " + collection.name() + ": " + fault));
  }

  /** As many as a collection is worth, and the last. */
  private void compareSome(Comparison comparison) {
    List<Long> sequences = new ArrayList<>(comparison.sequences());
    if (sequences.isEmpty()) {
      counts.difference("nothing can be restored");
      return;
    }
    comparison.compare(sequences.remove(sequences.size() - 1));
    Collections.shuffle(sequences, random);
    sequences.stream().limit(compared).forEach(comparison::compare);
  }

  private Comparison comparison(BackupCollection collection) {
    return new Comparison(collection.storage(), collection.name(), stretch, counts);
  }

  /** The whole way once: the latest, into a database. */
  void intoDatabase(BackupCollection collection, Database source) {
    Database target = Database.create(source.server(), "restored");
    // A table that was altered just now is being read again, and until then refused.
    Await.lastingly(
        "the latest is restored",
        WITHIN,
        () -> collection.restoreInto(target.url(), "--latest", "--wait", "60s").exit() == 0);
    try (Observer now = new Observer(target, Sessions.tables());
        Observer then = new Observer(source, Sessions.tables())) {
      State restored = now.observe();
      State recorded = then.observe();
      for (TableId table : Sessions.tables()) {
        if (!restored.of(table).equals(recorded.of(table))) {
          counts.difference(
              table
                  + " in a database: "
                  + Difference.between(recorded.of(table), restored.of(table)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the restored database is not readable", e);
    }
    counts.add("restores into a database", 1);
  }
}
