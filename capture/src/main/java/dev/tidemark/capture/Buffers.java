package dev.tidemark.capture;

/**
 * The bounds of what capture holds in memory; none of it grows with a table or a transaction.
 *
 * @param queuedBytes received from the source and not yet encoded
 * @param producerBytes events encoded and not yet acknowledged by Kafka
 * @param openChanges changes of an unfinished transaction after which a part of it is committed
 * @param openBytes the same, in bytes
 */
public record Buffers(long queuedBytes, long producerBytes, long openChanges, long openBytes) {

  private static final long MEBIBYTE = 1024L * 1024;

  public static final Buffers DEFAULT =
      new Buffers(16 * MEBIBYTE, 32 * MEBIBYTE, 20_000, 16 * MEBIBYTE);

  public Buffers {
    if (queuedBytes < MEBIBYTE || producerBytes < MEBIBYTE || openChanges < 1 || openBytes < 1) {
      throw new IllegalArgumentException(
          "buffers are too small: at least 1 MiB queued, 1 MiB for the producer, 1"
              + " change and 1 byte of an open transaction");
    }
  }
}
