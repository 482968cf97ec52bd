package dev.tidemark.app.home;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of one collection.
 *
 * @param capturedSequence the last sequence that is in Kafka; 0 before the first
 * @param capturedTime the source's time up to which all is in Kafka, ISO-8601; null before the
 *     snapshot is complete
 * @param snapshotRows rows the snapshot has read so far
 * @param lagBytes log that the source has written since what capture has confirmed; null when the
 *     source was not asked or does not answer
 * @param retainedBytes log that the source keeps for capture; null as before
 * @param members the tables that the collection has where capture has come to; null before it is
 *     known
 * @param unread those of them that cannot be restored there: they are being read, or will be
 * @param unprotected tables that should come into the collection and cannot, and why
 * @param warning what does not hold capture up, and will hold the source up if nobody looks after
 *     it
 * @param kafkaWarning by what Kafka may remove what no backup has; null while nothing limits it
 * @param kafkaExpires from when on it may, ISO-8601; null without a limit of age
 * @param shutOut whether another capture has taken its place: this one does not try again
 * @param error what holds capture up, if anything does
 */
public record CollectionStatus(
    CollectionState state,
    long capturedSequence,
    @Nullable String capturedTime,
    long snapshotRows,
    @Nullable Long lagBytes,
    @Nullable Long retainedBytes,
    @Nullable List<String> members,
    @Nullable List<String> unread,
    @Nullable List<String> unprotected,
    @Nullable String warning,
    @Nullable String kafkaWarning,
    @Nullable String kafkaExpires,
    boolean shutOut,
    @Nullable String error) {

  /** Of whose tables nothing is known. */
  public CollectionStatus(
      CollectionState state,
      long capturedSequence,
      @Nullable String capturedTime,
      long snapshotRows,
      @Nullable Long lagBytes,
      @Nullable Long retainedBytes,
      @Nullable String error) {
    this(
        state,
        capturedSequence,
        capturedTime,
        snapshotRows,
        lagBytes,
        retainedBytes,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        error);
  }

  /** Of a collection that no server looks after. */
  public static final CollectionStatus STOPPED =
      new CollectionStatus(CollectionState.STOPPED, 0, null, 0, null, null, null);
}
