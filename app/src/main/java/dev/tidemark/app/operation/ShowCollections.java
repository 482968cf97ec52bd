package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.app.operation.Overview.Window;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells of the collections of a home: what the server says of them, and what is in the archive. */
public final class ShowCollections {

  private final Home home;
  private final Clock clock;

  public ShowCollections(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  public List<Overview> all() {
    return home.collections().all().stream().map(this::overview).toList();
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException there is none of that name
   */
  public Overview one(CollectionName name) {
    return overview(home.collections().get(name));
  }

  private Overview overview(ProtectedTables collection) {
    List<ManifestFile> manifests = CollectionArchive.of(home, collection).manifests();
    Chains chains = Chains.of(manifests);
    CollectionStatus status =
        home.statusBoard().read(collection.name()).orElse(CollectionStatus.STOPPED);
    Optional<Place> captured =
        Optional.ofNullable(status.capturedTime())
            .map(time -> new Place(Sequence.of(status.capturedSequence()), Instant.parse(time)));
    return new Overview(
        collection,
        status,
        restorable(chains, captured),
        captured,
        captured.map(place -> lag(place.time())),
        manifests.stream().flatMap(ShowCollections::intact).toList(),
        chains.damages());
  }

  /** Up to what is captured: a restore takes the incremental for it by itself. */
  private static Optional<Window> restorable(Chains chains, Optional<Place> captured) {
    return chains
        .history()
        .map(
            history -> {
              Place last = place(history.last());
              Place to =
                  captured
                      .filter(place -> !place.sequence().isBefore(last.sequence()))
                      .orElse(last);
              return new Window(place(history.first()), to);
            });
  }

  private Duration lag(Instant captured) {
    Instant now = Instant.now(clock);
    return captured.isAfter(now) ? Duration.ZERO : Duration.between(captured, now);
  }

  private static Place place(Boundary boundary) {
    return new Place(boundary.sequence(), boundary.time());
  }

  private static Stream<Manifest> intact(ManifestFile file) {
    return file instanceof ManifestFile.Intact intact
        ? Stream.of(intact.manifest())
        : Stream.empty();
  }
}
