package dev.tidemark.archive.storage.cluster;

import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoragePath;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Files in a Kafka cluster. A file is there when its record in the index is: that is written last,
 * and of two that claim one path the one with the lower offset wins.
 */
public final class ClusterStorage implements Storage {

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final ClusterAddress address;
  private final KafkaClients clients;
  private final KafkaFailures failures;
  private final LongSupplier nanoTime;
  private final ClusterTopics topics;
  private final ChunkReaders readers;
  private @Nullable Index index;
  private @Nullable Writing writing;

  private ClusterStorage(ClusterAddress address, ClusterOptions options, LongSupplier nanoTime) {
    this.address = address;
    this.clients = new KafkaClients(address, options);
    this.failures = new KafkaFailures(address.toString());
    this.nanoTime = nanoTime;
    this.topics = new ClusterTopics(clients, failures);
    this.readers = new ChunkReaders(clients);
  }

  /**
   * Nothing is connected before the first call.
   *
   * @param nanoTime a clock that is never set
   */
  public static ClusterStorage open(
      ClusterAddress address, ClusterOptions options, LongSupplier nanoTime) {
    return new ClusterStorage(address, options, nanoTime);
  }

  /** What only writing needs. */
  private record Writing(Producer<byte[], byte[]> producer, Chunks chunks, IndexLog log) {}

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    if (index(StoragePath.checked(path)).find(path).isPresent()) {
      return false;
    }
    try (ClusterWriter writer = writer(path)) {
      writer.write(content, 0, content.length);
      return writer.claim();
    }
  }

  @Override
  public StorageWriter create(String path) {
    return writer(StoragePath.checked(path));
  }

  private ClusterWriter writer(String path) {
    Writing open = writing(path);
    int partitions = topics.prepared(open.producer());
    int chunkBytes = clients.options().chunkBytes();
    return new ClusterWriter(path, open.chunks(), open.log(), failures, chunkBytes, partitions);
  }

  @Override
  public InputStream open(String path, long offset) {
    ChunkedFile file =
        index(StoragePath.checked(path))
            .find(path)
            .orElseThrow(() -> new MissingFileException(path, toString()));
    return offset >= file.bytes()
        ? InputStream.nullInputStream()
        : new ChunkInput(path, file, offset, readers, clients, failures, nanoTime);
  }

  @Override
  public List<StoredFile> list(String prefix) {
    return index(prefix).list(StoragePath.checkedPrefix(prefix));
  }

  @Override
  public void delete(String path) {
    index(StoragePath.checked(path))
        .find(path)
        .ifPresent(file -> writing(path).log().delete(path, file));
  }

  @Override
  public synchronized void close() {
    if (writing != null) {
      writing.producer().close(CLOSING);
    }
    if (index != null) {
      index.close();
    }
    readers.close();
  }

  @Override
  public String toString() {
    return address.toString();
  }

  private synchronized Index index(String path) {
    if (index == null) {
      try {
        index = new Index(clients, failures, nanoTime);
      } catch (KafkaException e) {
        throw failures.reading("read", path, e);
      }
    }
    return index;
  }

  private synchronized Writing writing(String path) {
    if (writing == null) {
      Index written = index(path);
      try {
        Producer<byte[], byte[]> producer = clients.producer();
        Chunks chunks = new Chunks(producer, address.chunks(), failures);
        IndexLog log = new IndexLog(producer, address.index(), written, chunks, failures);
        writing = new Writing(producer, chunks, log);
      } catch (KafkaException e) {
        throw failures.writing(path, e);
      }
    }
    return writing;
  }
}
