package dev.tidemark.archive.storage.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What became of the records of one file: where they are, or what failed first. */
final class Outcome implements Callback {

  private final ChunkOffsets offsets = new ChunkOffsets();
  private final Deque<Future<RecordMetadata>> underWay = new ArrayDeque<>();
  private @Nullable Exception failure;

  /** For the one thread that sends. */
  void add(Future<RecordMetadata> sent) {
    while (!underWay.isEmpty() && underWay.element().isDone()) {
      underWay.remove();
    }
    underWay.add(sent);
  }

  @Override
  public synchronized void onCompletion(RecordMetadata metadata, @Nullable Exception error) {
    if (failure != null) {
      return;
    }
    if (error != null) {
      failure = error;
    } else if (!offsets.add(metadata.offset())) {
      failure = new KafkaException("chunks came in another order than they were sent in");
    }
  }

  /** What failed first; null when nothing has so far. */
  synchronized @Nullable Exception failure() {
    return failure;
  }

  /** Returns when all that was sent is there. */
  void await() throws ExecutionException, InterruptedException {
    for (Future<RecordMetadata> sent : underWay) {
      RecordMetadata unused = sent.get();
    }
    underWay.clear();
    Exception failed = failure();
    if (failed != null) {
      throw new ExecutionException(failed);
    }
  }

  ChunkOffsets offsets() {
    return offsets;
  }
}
