package dev.tidemark.app.home;

import org.jspecify.annotations.Nullable;

/**
 * What the server says of one collection.
 *
 * @param capturedSequence the last sequence that is in Kafka; 0 before the first
 * @param capturedTime the source's time up to which all is in Kafka, ISO-8601; null before the
 *     snapshot is complete
 * @param snapshotRows rows the snapshot has read so far
 * @param error what holds capture up, if anything does
 */
public record CollectionStatus(
    CollectionState state,
    long capturedSequence,
    @Nullable String capturedTime,
    long snapshotRows,
    @Nullable String error) {

  /** Of a collection that no server looks after. */
  public static final CollectionStatus STOPPED =
      new CollectionStatus(CollectionState.STOPPED, 0, null, 0, null);
}
