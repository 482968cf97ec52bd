package dev.tidemark.capture.watch;

import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes a heartbeat into the source's log at an interval, on a thread and a connection of its own,
 * and looks whether the server still hears the one that reads the slot: over a connection that was
 * cut without a word, that one would wait for ever.
 */
public final class SourceWatch implements AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** The reader speaks every two seconds, also while it waits. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private static final String SILENCE =
      """
      select coalesce(extract(epoch from pg_catalog.clock_timestamp()
                                       - coalesce(r.reply_time, r.backend_start)), 0)::bigint
        from pg_replication_slots s join pg_stat_replication r on r.pid = s.active_pid
       where s.slot_name = ?
      """;

  private final SourceDatabase database;
  private final String slot;
  private final String prefix;
  private final Duration interval;
  private final Consumer<RuntimeException> onFailure;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private SourceWatch(
      SourceDatabase database,
      String slot,
      String prefix,
      Duration interval,
      Consumer<RuntimeException> onFailure) {
    this.database = database;
    this.slot = slot;
    this.prefix = prefix;
    this.interval = interval;
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, slot + "-watch");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @param slot whose reader is watched
   * @param prefix of the heartbeats, which are logical messages
   * @param onFailure told once, when the source does not answer or the reader is not heard
   */
  public static SourceWatch start(
      SourceDatabase database,
      String slot,
      String prefix,
      Duration interval,
      Consumer<RuntimeException> onFailure) {
    SourceWatch watch = new SourceWatch(database, slot, prefix, interval, onFailure);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try (SourceSession session = database.openWatched()) {
      do {
        SourceObjects.emit(session, prefix, "heartbeat");
        requireHeard(session);
      } while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (closing.getCount() > 0) {
        onFailure.accept(e);
      }
    }
  }

  private void requireHeard(SourceSession session) {
    session
        .first(SILENCE, row -> row.getLong(1), slot)
        .filter(seconds -> seconds > LONGEST_SILENCE.toSeconds())
        .ifPresent(
            seconds -> {
              throw new UnreachableSourceException(
                  "the server has not heard from the reader of slot "
                      + slot
                      + " for "
                      + seconds
                      + " s",
                  "Capture connects anew by itself. If this comes back, look for a firewall that"
                      + " cuts idle connections.",
                  null);
            });
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
