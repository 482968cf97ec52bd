package dev.tidemark.app.operation;

import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.compactor.intake.KafkaLog;
import dev.tidemark.compactor.release.Release;
import dev.tidemark.compactor.release.TopicRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives up of a collection's topics what its backups have; its caller holds the collection's
 * operation lock.
 */
public final class ReleaseTopics {

  private final Deployment deployment;
  private final ProtectedTables collection;
  private final Optional<Duration> margin;

  public ReleaseTopics(Deployment deployment, ProtectedTables collection) {
    this(
        deployment,
        collection,
        collection.options().releaseAfter(deployment.configuration().releaseAfter()));
  }

  private ReleaseTopics(
      Deployment deployment, ProtectedTables collection, Optional<Duration> margin) {
    this.deployment = deployment;
    this.collection = collection;
    this.margin = margin;
  }

  /** Of everything that backups have, however new they are, and whatever is set. */
  static ReleaseTopics ofAll(Deployment deployment, ProtectedTables collection) {
    return new ReleaseTopics(deployment, collection, Optional.of(Duration.ZERO));
  }

  /** What {@link #run} would do now. */
  public Release plan(Instant now) {
    return release().map(release -> release.plan(now)).orElseGet(ReleaseTopics::off);
  }

  /**
   * Broken off at any instant, nothing is gone that is needed, and the next run completes it.
   *
   * @return what was done
   */
  public Release run(Instant now) {
    return release().map(release -> release.run(now)).orElseGet(ReleaseTopics::off);
  }

  private Optional<TopicRelease> release() {
    KafkaLog log = deployment.log(collection);
    return margin.map(
        after ->
            new TopicRelease(
                CollectionArchive.of(deployment, collection),
                log.timeline(),
                log.changeTopics(),
                after));
  }

  private static Release off() {
    return new Release.Nothing("release-after is off");
  }
}
