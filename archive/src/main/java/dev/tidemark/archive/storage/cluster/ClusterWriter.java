package dev.tidemark.archive.storage.cluster;

import dev.tidemark.archive.storage.AnswerLostException;
import dev.tidemark.archive.storage.PartWriter;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.cluster.IndexImage.Effect;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way into the cluster: its chunks first, each durable; then its record in the index.
 */
final class ClusterWriter extends PartWriter {

  private final String path;
  private final Chunks chunks;
  private final IndexLog log;
  private final KafkaFailures failures;
  private final int chunkBytes;
  private final int partition;
  private final UUID id = UUID.randomUUID();
  private final Outcome outcome = new Outcome();
  private int sent;
  private State state = State.WRITING;

  private enum State {
    WRITING,
    /** Its record may be in the index. */
    UNKNOWN,
    COMMITTED
  }

  ClusterWriter(
      String path,
      Chunks chunks,
      IndexLog log,
      KafkaFailures failures,
      int chunkBytes,
      int partitions) {
    super(chunkBytes);
    this.path = path;
    this.chunks = chunks;
    this.log = log;
    this.failures = failures;
    this.chunkBytes = chunkBytes;
    this.partition = Math.floorMod(id.hashCode(), partitions);
    log.watch(id);
  }

  @Override
  protected byte[] send(byte[] bytes, int count) {
    @Nullable Exception failure = outcome.failure();
    if (failure != null) {
      throw failures.chunk(path, failure);
    }
    byte[] chunk = bytes.length == count ? bytes : Arrays.copyOf(bytes, count);
    byte[] key = new ChunkKey(id, sent).toBytes();
    sent++;
    try {
      outcome.add(chunks.send(partition, key, chunk, outcome));
    } catch (KafkaException | ExecutionException | InterruptedException e) {
      throw failures.chunk(path, e);
    }
    // The producer has copied it into its buffer.
    return bytes;
  }

  @Override
  public void commit() {
    Effect effect = publish(IndexRecord.Committed::new);
    effect.displaced().ifPresent(before -> log.remove(path, before));
  }

  /**
   * Makes it the path's file if there is none.
   *
   * @return whether it is
   */
  boolean claim() {
    return publish(IndexRecord.Claimed::new).isThere();
  }

  private Effect publish(Function<ChunkedFile, IndexRecord> record) {
    sendRest();
    awaitChunks();
    ChunkOffsets offsets = outcome.offsets();
    ChunkedFile file =
        new ChunkedFile(id, total(), partition, chunkBytes, offsets.every(), offsets.offsets());
    boolean isRepeated = state == State.UNKNOWN;
    state = State.UNKNOWN;
    try {
      Effect effect = log.append(path, record.apply(file), isRepeated);
      state = effect.isThere() ? State.COMMITTED : State.WRITING;
      return effect;
    } catch (StorageException e) {
      if (!isRepeated && !(e instanceof AnswerLostException)) {
        state = State.WRITING;
      }
      throw e;
    }
  }

  private void awaitChunks() {
    try {
      outcome.await();
    } catch (ExecutionException | InterruptedException e) {
      throw failures.chunk(path, e);
    }
  }

  /** What may be in the index keeps its chunks. */
  @Override
  public void close() {
    log.forget(id);
    if (state == State.WRITING && sent > 0) {
      chunks.remove(path, id, partition, sent);
      sent = 0;
    }
  }
}
