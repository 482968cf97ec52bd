package dev.tidemark.compactor.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What one poll gave.
 *
 * @param bytes about what it takes in memory
 */
record Fetched(ConsumerRecords<byte[], byte[]> records, long bytes) {

  /** The objects around a record's bytes. */
  private static final int BESIDE = 200;

  static Fetched of(ConsumerRecords<byte[], byte[]> records) {
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += BESIDE + length(record.key()) + length(record.value());
      for (Header header : record.headers()) {
        bytes += length(header.value());
      }
    }
    return new Fetched(records, bytes);
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
