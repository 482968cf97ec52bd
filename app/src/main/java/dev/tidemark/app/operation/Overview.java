package dev.tidemark.app.operation;

import dev.tidemark.app.home.BackupFailure;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is to be known of a collection.
 *
 * @param source the database, without its password; empty when no one has written it down
 * @param capture how its capture is; empty when only its backups are known
 * @param restorable what a restore can reach now; empty before the first full backup
 * @param gaps between what can be restored, oldest first
 * @param backups oldest first
 * @param damages what is wrong with them
 * @param backupFailure that scheduled backups fail; empty while they succeed
 * @param lastDrill what came of the last restore that was drilled
 */
public record Overview(
    CollectionName name,
    Optional<String> source,
    List<TableId> tables,
    URI storage,
    Optional<Capture> capture,
    Optional<Window> restorable,
    List<Window> gaps,
    List<Manifest> backups,
    List<Damage> damages,
    Optional<BackupFailure> backupFailure,
    Optional<Drill> lastDrill) {

  public Overview {
    tables = List.copyOf(tables);
    gaps = List.copyOf(gaps);
    backups = List.copyOf(backups);
    damages = List.copyOf(damages);
  }

  /**
   * How capture is.
   *
   * @param to up to where changes are in Kafka; empty when no server tells
   * @param lag how long ago, by the source's clock, that was
   * @param kafkaMargin how long it takes until Kafka may remove what no backup has, negative when
   *     it may already; empty without a limit of age
   */
  public record Capture(
      CollectionStatus status,
      Optional<Place> to,
      Optional<Duration> lag,
      Optional<Duration> kafkaMargin) {}

  /** A place in history: a sequence, and the source's time up to which it has everything. */
  public record Place(Sequence sequence, Instant time) {}

  /** From a place to a later one, both included. */
  public record Window(Place from, Place to) {}
}
