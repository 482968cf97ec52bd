package dev.tidemark.archive.storage.cluster;

import dev.tidemark.archive.storage.BrokenReadException;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.TransientStorageException;
import dev.tidemark.archive.storage.cluster.ChunkReaders.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A file, a chunk in memory at a time. */
final class ChunkInput extends InputStream {

  private static final Duration POLL = Duration.ofMillis(100);

  private final String path;
  private final ChunkedFile file;
  private final TopicPartition partition;
  private final ChunkReaders readers;
  private final KafkaFailures failures;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private byte[] chunk = new byte[0];
  private int at;
  private int number;

  /** Where to look for the next chunk. */
  private long next;

  /** Of the first chunk that is given out, what is skipped. */
  private int skipped;

  ChunkInput(
      String path,
      ChunkedFile file,
      long offset,
      ChunkReaders readers,
      KafkaClients clients,
      KafkaFailures failures,
      LongSupplier nanoTime) {
    this.path = path;
    this.file = file;
    this.partition = new TopicPartition(clients.address().chunks(), file.partition());
    this.readers = readers;
    this.failures = failures;
    this.patience = clients.options().patience();
    this.nanoTime = nanoTime;
    this.number = (int) (offset / file.chunkBytes());
    this.skipped = (int) (offset % file.chunkBytes());
    this.next = file.before(number);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == chunk.length) {
      if (number == file.chunks()) {
        return -1;
      }
      nextChunk();
    }
    int count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, bytes, offset, count);
    at += count;
    return count;
  }

  private void nextChunk() throws IOException {
    chunk = fetch();
    if (chunk.length != file.sizeOf(number)) {
      throw new IOException(what() + " has " + chunk.length + " bytes, not " + file.sizeOf(number));
    }
    at = skipped;
    skipped = 0;
    number++;
  }

  private byte[] fetch() throws IOException {
    Reader reader = null;
    try {
      reader = readers.borrow(partition, next);
      byte[] found = find(reader);
      readers.giveBack(reader);
      return found;
    } catch (KafkaException | InterruptedException e) {
      discard(reader);
      StorageException failure = failures.reading("read", path, e);
      String message = String.valueOf(failure.getMessage());
      throw failure instanceof TransientStorageException
          ? new BrokenReadException(message, failure)
          : new IOException(message, failure);
    } catch (IOException e) {
      discard(reader);
      throw e;
    }
  }

  private void discard(@Nullable Reader reader) {
    if (reader != null) {
      readers.discard(reader);
    }
  }

  /** Goes over the chunks of other files that were written at the same time. */
  private byte[] find(Reader reader) throws IOException {
    Consumer<byte[], byte[]> consumer = reader.at(partition, next);
    long lastProgress = nanoTime.getAsLong();
    while (true) {
      List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        next = record.offset() + 1;
        lastProgress = nanoTime.getAsLong();
        if (isWanted(record)) {
          reader.reached(next);
          return record.value();
        }
      }
      if (records.isEmpty()) {
        requireMore(consumer, lastProgress);
      }
    }
  }

  private boolean isWanted(ConsumerRecord<byte[], byte[]> record) throws IOException {
    Optional<ChunkKey> key = ChunkKey.of(record.key()).filter(of -> of.file().equals(file.id()));
    if (key.isEmpty() || key.get().number() < number) {
      return false;
    }
    if (key.get().number() > number || record.value() == null) {
      throw gone();
    }
    return true;
  }

  private void requireMore(Consumer<byte[], byte[]> consumer, long lastProgress)
      throws IOException {
    long position = consumer.position(partition);
    long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
    if (position >= end) {
      throw gone();
    }
    if (position == next && nanoTime.getAsLong() - lastProgress > patience.toNanos()) {
      throw new BrokenReadException(
          partition + " gives nothing behind offset " + position + " of " + end, null);
    }
  }

  private IOException gone() {
    return new IOException(
        what() + " is not in topic " + partition.topic() + " any more: the file was deleted");
  }

  private String what() {
    return "chunk " + number + " of " + path;
  }
}
