package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.Overview.Capture;
import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.app.operation.Overview.Window;
import dev.tidemark.archive.storage.encryption.KeyException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells of the collections of a home: what the server says of them, and what is in the archive. */
public final class ShowCollections {

  private final Home home;
  private final Clock clock;

  public ShowCollections(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** One whose backups cannot be opened is told of with the reason, beside the others. */
  public List<Overview> all() {
    return home.collections().all().stream().map(this::anyway).toList();
  }

  /**
   * The same of one, but that whoever asks for it has to have its key.
   *
   * @throws ProblemException there is none of that name, or its key cannot be used
   */
  public Overview one(CollectionName name) {
    ProtectedTables collection = home.collections().get(name);
    try {
      return overview(collection, report(collection));
    } catch (KeyException e) {
      throw e;
    } catch (ProblemException e) {
      return overview(collection, ArchiveReport.NOTHING.without(e));
    }
  }

  /**
   * One of which the backups are asked for.
   *
   * @throws ProblemException there is none of that name, or its backups cannot be opened
   */
  public Overview withBackups(CollectionName name) {
    ProtectedTables collection = home.collections().get(name);
    return overview(collection, report(collection));
  }

  private Overview anyway(ProtectedTables collection) {
    ArchiveReport report;
    try {
      report = report(collection);
    } catch (ProblemException e) {
      report = ArchiveReport.NOTHING.without(e);
    }
    return overview(collection, report);
  }

  /**
   * Asks the archive of a collection.
   *
   * @throws ProblemException it does not answer
   */
  ArchiveReport report(ProtectedTables collection) {
    return ArchiveReport.of(CollectionArchive.of(home, collection));
  }

  /**
   * @param report what its archive says
   */
  Overview overview(ProtectedTables collection, ArchiveReport report) {
    CollectionStatus status = status(collection);
    Backed backed = report.backed();
    Optional<Place> captured =
        Optional.ofNullable(status.capturedTime())
            .map(time -> new Place(Sequence.of(status.capturedSequence()), Instant.parse(time)));
    return new Overview(
        collection.name(),
        Optional.of(collection.source().withoutSecret()),
        collection.tables(),
        collection.storage(),
        Optional.of(
            new Capture(
                status, captured, captured.map(place -> lag(place.time())), kafkaMargin(status))),
        backed.restorable().map(window -> extended(window, captured)),
        backed.gaps(),
        backed.backups(),
        report.damages(),
        home.backupFailures().find(collection.name()),
        report.lastDrill());
  }

  private CollectionStatus status(ProtectedTables collection) {
    if (collection.dropping()) {
      DropBegunException begun = new DropBegunException(collection.name());
      return new CollectionStatus(
          CollectionState.STOPPED,
          0,
          null,
          0,
          null,
          null,
          begun.getMessage() + ". " + begun.hint());
    }
    return home.statusBoard().read(collection.name()).orElse(CollectionStatus.STOPPED);
  }

  /** Up to what is captured: a restore takes the incremental for it by itself. */
  private static Window extended(Window archived, Optional<Place> captured) {
    return captured
        .filter(place -> !place.sequence().isBefore(archived.to().sequence()))
        .map(place -> new Window(archived.from(), place))
        .orElse(archived);
  }

  private Optional<Duration> kafkaMargin(CollectionStatus status) {
    return Optional.ofNullable(status.kafkaExpires())
        .map(expires -> Duration.between(Instant.now(clock), Instant.parse(expires)));
  }

  private Duration lag(Instant captured) {
    Instant now = Instant.now(clock);
    return captured.isAfter(now) ? Duration.ZERO : Duration.between(captured, now);
  }
}
