package dev.tidemark.archive.storage.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The connections that read chunks. Streams borrow one for a chunk at a time: hundreds of runs are
 * open in a merge, and a connection of its own for each would hold far more than the chunk.
 */
final class ChunkReaders implements AutoCloseable {

  private final KafkaClients clients;
  private final Deque<Reader> idle = new ArrayDeque<>();
  private int made;
  private boolean closed;

  ChunkReaders(KafkaClients clients) {
    this.clients = clients;
  }

  /** A consumer, and where it stands. */
  static final class Reader {

    private final Consumer<byte[], byte[]> consumer;
    private TopicPartition partition = new TopicPartition("", 0);
    private long next = -1;

    private Reader(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    Consumer<byte[], byte[]> at(TopicPartition wanted, long offset) {
      if (!partition.equals(wanted)) {
        consumer.assign(Set.of(wanted));
        partition = wanted;
        next = -1;
      }
      if (next != offset) {
        consumer.seek(wanted, offset);
        next = offset;
      }
      return consumer;
    }

    /** Every record before this offset was given out. */
    void reached(long offset) {
      next = offset;
    }

    private boolean isAt(TopicPartition wanted, long offset) {
      return next == offset && partition.equals(wanted);
    }
  }

  /** The one that stands there if any does: it may have fetched the next chunk already. */
  synchronized Reader borrow(TopicPartition partition, long offset) throws InterruptedException {
    while (!closed && idle.isEmpty() && made >= clients.options().readers()) {
      wait();
    }
    if (closed) {
      throw new KafkaException("the storage is closed");
    }
    for (Iterator<Reader> each = idle.iterator(); each.hasNext(); ) {
      Reader reader = each.next();
      if (reader.isAt(partition, offset)) {
        each.remove();
        return reader;
      }
    }
    if (made < clients.options().readers()) {
      Reader reader = new Reader(clients.chunks());
      made++;
      return reader;
    }
    return idle.removeFirst();
  }

  synchronized void giveBack(Reader reader) {
    if (closed) {
      reader.consumer.close();
    } else {
      idle.addLast(reader);
      notifyAll();
    }
  }

  /** It failed: what it still has in hand is not to be trusted. */
  synchronized void discard(Reader reader) {
    made--;
    reader.consumer.close();
    notifyAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(reader -> reader.consumer.close());
    idle.clear();
    notifyAll();
  }
}
