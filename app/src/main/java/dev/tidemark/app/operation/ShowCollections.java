package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.Overview.Capture;
import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.app.operation.Overview.Window;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    return home.collections().all().stream().map(this::overviewAnyway).toList();
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException there is none of that name
   */
  public Overview one(CollectionName name) {
    return overview(home.collections().get(name));
  }

  private Overview overviewAnyway(ProtectedTables collection) {
    try {
      return overview(collection);
    } catch (ProblemException e) {
      Damage reason = new Damage.Unreadable(String.valueOf(e.getMessage()), e.hint());
      return overview(collection, Backed.NOTHING, List.of(reason), Optional.empty());
    }
  }

  private Overview overview(ProtectedTables collection) {
    Archive archive = CollectionArchive.of(home, collection);
    Backed backed = Backed.of(archive);
    List<Damage> damages = new ArrayList<>(backed.damages());
    Optional<Drill> lastDrill = Backed.lastDrill(archive, damages);
    return overview(collection, backed, damages, lastDrill);
  }

  private Overview overview(
      ProtectedTables collection, Backed backed, List<Damage> damages, Optional<Drill> lastDrill) {
    CollectionStatus status = status(collection);
    Optional<Place> captured =
        Optional.ofNullable(status.capturedTime())
            .map(time -> new Place(Sequence.of(status.capturedSequence()), Instant.parse(time)));
    return new Overview(
        collection.name(),
        Optional.of(collection.source().withoutSecret()),
        collection.tables(),
        collection.storage(),
        Optional.of(new Capture(status, captured, captured.map(place -> lag(place.time())))),
        backed.restorable().map(window -> extended(window, captured)),
        backed.gaps(),
        backed.backups(),
        damages,
        lastDrill);
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

  private Duration lag(Instant captured) {
    Instant now = Instant.now(clock);
    return captured.isAfter(now) ? Duration.ZERO : Duration.between(captured, now);
  }
}
