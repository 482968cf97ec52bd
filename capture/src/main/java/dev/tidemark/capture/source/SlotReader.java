package dev.tidemark.capture.source;

import dev.tidemark.capture.catalog.ListeningSocket;
import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.RemovedLogException;
import dev.tidemark.capture.catalog.ServerTimeline;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceDatabase.Listening;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives what a replication slot sends, on a thread of its own, which does nothing else: so the
 * server hears from it also while Kafka is slow.
 */
final class SlotReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SlotReader.class);
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(2);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 256;
  private static final long MOST_BYTES_AT_ONCE = 1 << 20;

  private final StreamSettings settings;
  private final SourceSession session;
  private final ListeningSocket socket;
  private final PGReplicationStream stream;
  private final WireQueue queue;
  private final WireCounter counter = new WireCounter();
  private final Thread thread;
  private volatile boolean isClosing;
  private long replied = System.nanoTime();

  private SlotReader(
      StreamSettings settings, Listening source, PGReplicationStream stream, WireQueue queue) {
    this.settings = settings;
    this.session = source.session();
    this.socket = source.socket();
    this.stream = stream;
    this.queue = queue;
    this.thread = new Thread(this::run, settings.name() + "-slot");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to receive.
   *
   * @throws UnreachableSourceException the server does not send from this slot, or not from the
   *     place that was asked for
   * @throws RemovedLogException it no longer has what it was asked for
   */
  static SlotReader start(StreamSettings settings, WireQueue queue) {
    SourceDatabase database = new SourceDatabase(settings.source());
    Listening source = database.openListening();
    SourceSession session = source.session();
    try {
      requireSameServer(settings, session);
      PGReplicationStream stream = open(settings, session);
      requireFrom(settings, database);
      SlotReader reader = new SlotReader(settings, source, stream, queue);
      reader.thread.start();
      return reader;
    } catch (SQLException e) {
      session.abort();
      throw settings.broken(e);
    } catch (RuntimeException e) {
      session.abort();
      throw e;
    }
  }

  /** Behind one address there may be another server a moment later. */
  private static void requireSameServer(StreamSettings settings, SourceSession session) {
    ServerTimeline now = ServerTimeline.of(session);
    if (settings.server().filter(asked -> !asked.equals(now)).isPresent()) {
      throw settings.broken("another server answers than a moment ago");
    }
  }

  private static PGReplicationStream open(StreamSettings settings, SourceSession session)
      throws SQLException {
    return session
        .connection()
        .unwrap(PGConnection.class)
        .getReplicationAPI()
        .replicationStream()
        .logical()
        .withSlotName(settings.name())
        .withStartPosition(LogSequenceNumber.valueOf(settings.resume().value()))
        .withSlotOption("proto_version", 1)
        .withSlotOption("publication_names", settings.publication())
        .withSlotOption("messages", true)
        // The driver's own interval is a time limit on the socket. One that ends in the middle of a
        // message loses what was read of it, and with it where the next one begins.
        .withStatusInterval(0, TimeUnit.MILLISECONDS)
        // Only what Kafka has is confirmed: never what the driver has merely read.
        .withAutomaticFlush(false)
        .start();
  }

  /**
   * A server that is asked to begin before the place its slot has reached begins there without a
   * word. While the stream runs nobody else can move or drop the slot, so it is looked at now.
   */
  private static void requireFrom(StreamSettings settings, SourceDatabase database) {
    try (SourceSession session = database.open()) {
      Lsn confirmed =
          session
              .first(
                  "select confirmed_flush_lsn::text from pg_replication_slots where slot_name = ?",
                  row -> Lsn.parse(row.getString(1)),
                  settings.name())
              .orElseThrow(() -> settings.broken("its slot is gone"));
      if (confirmed.compareTo(settings.resume()) > 0) {
        throw settings.broken("its slot was moved to " + confirmed + ", past " + settings.resume());
      }
    }
  }

  private void run() {
    try {
      while (!isClosing) {
        receive();
      }
    } catch (SQLException e) {
      queue.fail(settings.broken(e));
    } catch (InterruptedException e) {
      queue.fail(e);
    } catch (RuntimeException | Error e) {
      queue.fail(e);
    }
  }

  private void receive() throws SQLException, InterruptedException {
    List<WireMessage> messages = pending();
    replyIfDue();
    if (!messages.isEmpty()) {
      while (!queue.offer(messages, STATUS_INTERVAL) && !isClosing) {
        replyIfDue();
      }
    } else if (stream.isClosed()) {
      throw settings.broken("the server ended it");
    } else {
      awaitMore();
    }
  }

  /** The driver, which reads a message to its end once it has begun, has read nothing ahead. */
  private void awaitMore() {
    try {
      socket.awaitArrival(STATUS_INTERVAL.minusNanos(System.nanoTime() - replied));
    } catch (IOException e) {
      throw settings.broken(String.valueOf(e.getMessage()), e);
    }
  }

  /** What is there already, up to a limit: a pass through the queue is paid for many at once. */
  private List<WireMessage> pending() throws SQLException {
    List<WireMessage> messages = new ArrayList<>();
    long bytes = 0;
    while (messages.size() < MOST_AT_ONCE && bytes < MOST_BYTES_AT_ONCE) {
      ByteBuffer next = stream.readPending();
      if (next == null) {
        break;
      }
      bytes += next.remaining();
      Lsn position = new Lsn(stream.getLastReceiveLSN().asLong());
      messages.add(new WireMessage(position, next, counter.take(next)));
    }
    return messages;
  }

  /** Says to the server what is confirmed, and that somebody is there. */
  private void replyIfDue() throws SQLException {
    long now = System.nanoTime();
    if (now - replied >= STATUS_INTERVAL.toNanos()) {
      stream.forceUpdateStatus();
      replied = now;
    }
  }

  /** Tells the server, within a moment, that it may forget what lies before a place. */
  void confirm(Lsn position) {
    LogSequenceNumber number = LogSequenceNumber.valueOf(position.value());
    stream.setFlushedLSN(number);
    stream.setAppliedLSN(number);
  }

  @Override
  public void close() {
    isClosing = true;
    thread.interrupt();
    session.abort();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("the reader of slot {} did not end within {}", settings.name(), CLOSING);
    }
  }
}
