package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.schemas.change.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is to be known of a collection.
 *
 * @param restorable what a restore can reach now; empty before the first full backup
 * @param captured up to where changes are in Kafka; empty when no server tells
 * @param lag how long ago, by the source's clock, that was
 * @param backups oldest first
 * @param damages what is wrong with them
 */
public record Overview(
    ProtectedTables collection,
    CollectionStatus status,
    Optional<Window> restorable,
    Optional<Place> captured,
    Optional<Duration> lag,
    List<Manifest> backups,
    List<Damage> damages) {

  public Overview {
    backups = List.copyOf(backups);
    damages = List.copyOf(damages);
  }

  /** A place in history: a sequence, and the source's time up to which it has everything. */
  public record Place(Sequence sequence, Instant time) {}

  /** From a place to a later one, both included. */
  public record Window(Place from, Place to) {}
}
