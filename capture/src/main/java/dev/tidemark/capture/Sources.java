package dev.tidemark.capture;

import dev.tidemark.capture.catalog.Backlog;
import dev.tidemark.capture.catalog.Catalog;
import dev.tidemark.capture.catalog.SourceCheck;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.publish.CollectionTopics;
import dev.tidemark.capture.publish.KafkaAddress;
import dev.tidemark.capture.snapshot.SourceView;
import dev.tidemark.capture.transaction.TransactionAssembler;
import dev.tidemark.capture.watch.CatalogWriter;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.event.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can be asked of a source outside a running capture. */
public final class Sources {

  private Sources() {}

  /**
   * Checks everything capture needs of the source, before anything is made in it, and that Kafka
   * has no log of another collection of that name and takes the topics of these tables.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the first thing that is missing, with
   *     what to do about it
   */
  public static void check(CaptureConfig config) {
    config.tables().forEach(new Topics(config.collection())::changes);
    try (SourceSession session = new SourceDatabase(config.source()).open()) {
      SourceCheck.check(session, config.tables(), config.slot());
    }
    try (CollectionTopics topics = topics(config)) {
      topics.requireFree(config.tables());
    }
  }

  /**
   * Checks everything capture needs of a table that is to come into a collection, and that Kafka
   * takes its topic.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the first thing that is missing, with
   *     what to do about it
   */
  public static void checkTable(CaptureConfig config, TableId table) {
    String unused = new Topics(config.collection()).changes(table);
    try (SourceSession session = new SourceDatabase(config.source()).open()) {
      SourceCheck.checkTable(session, table);
    }
    try (CollectionTopics topics = topics(config)) {
      topics.requireMakeable(List.of(table));
    }
  }

  /**
   * Removes what capture made: slot, publication and topics. What is gone already is no error. No
   * capture of the collection may run.
   */
  public static void drop(CaptureConfig config) {
    try (SourceSession session = new SourceDatabase(config.source()).open()) {
      SourceObjects.drop(session, config.slot());
    }
    try (CollectionTopics topics = topics(config)) {
      topics.delete();
    }
  }

  private static CollectionTopics topics(CaptureConfig config) {
    KafkaAddress kafka = new KafkaAddress(config.bootstrapServers(), config.kafka());
    return new CollectionTopics(kafka, new Topics(config.collection()));
  }

  /**
   * Writes a marker into the source's log. It comes out as {@code TimelineEntry.Marked} on the
   * timeline of every collection of that database, after all that was committed before; on that of
   * this collection with the word that its tables' definitions are known so far, unless one is just
   * being altered.
   */
  public static void mark(CaptureConfig config, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a marker has a name");
    }
    CatalogWriter catalog = new CatalogWriter(config.collection(), config.slot(), config.tables());
    try (SourceSession session = new SourceDatabase(config.source()).open()) {
      catalog.mark(session, TransactionAssembler.MARK + name);
    }
  }

  /** Every table of the source, whether it could be captured or not, in name order. */
  public static List<TableId> everyTable(DatabaseUrl source) {
    try (SourceSession session = new SourceDatabase(source).open()) {
      return Catalog.everyTable(session);
    }
  }

  /** How much log the source holds for a capture; empty when its slot is gone. */
  public static Optional<Backlog> backlog(CaptureConfig config) {
    try (SourceSession session = new SourceDatabase(config.source()).openWatched()) {
      return Backlog.of(session, config.slot());
    }
  }

  /**
   * Looks at the collection's tables as they are now, at one place of the source's log.
   *
   * @param patience how long transactions that are open now may take to end
   */
  public static SourceView view(CaptureConfig config, Duration patience) {
    String slot = "tidemark_view_" + UUID.randomUUID().toString().replace('-', '_');
    return SourceView.open(new SourceDatabase(config.source()), config.tables(), slot, patience);
  }

  /** The tables of the source that could be captured, in name order. */
  public static List<TableId> currentTables(DatabaseUrl source) {
    try (SourceSession session = new SourceDatabase(source).open()) {
      return Catalog.tables(session);
    }
  }
}
