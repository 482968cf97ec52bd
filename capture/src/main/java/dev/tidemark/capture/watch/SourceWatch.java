package dev.tidemark.capture.watch;

import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at the source's catalog at an interval, on a thread and a connection of its own, and
 * whether the server still hears the one that reads the slot: over a connection that was cut
 * without a word, that one would wait for ever.
 */
public final class SourceWatch implements AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** The reader speaks every two seconds, also while it waits. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  /**
   * The time is the reader's own and no clock: only that it changes says something. Who may not see
   * it sees at least that the server still keeps the reader; it lets go of a silent one by itself.
   */
  private static final String REPLY =
      """
      select coalesce(s.active_pid || ' '
               || case when pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
                       then coalesce(r.reply_time::text, '')
                       else pg_catalog.clock_timestamp()::text end, '')
        from pg_replication_slots s left join pg_stat_replication r on r.pid = s.active_pid
       where s.slot_name = ?
      """;

  private final SourceDatabase database;
  private final CatalogWriter catalog;
  private final Supplier<List<TableId>> wanted;
  private final Duration interval;
  private final Consumer<RuntimeException> onFailure;
  private final Replies replies = new Replies(System::nanoTime);
  private final Semaphore awakenings = new Semaphore(0);
  private final Thread thread;
  private volatile boolean isClosing;

  private SourceWatch(
      SourceDatabase database,
      CatalogWriter catalog,
      Supplier<List<TableId>> wanted,
      Duration interval,
      Consumer<RuntimeException> onFailure) {
    this.database = database;
    this.catalog = catalog;
    this.wanted = wanted;
    this.interval = interval;
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, catalog.slot() + "-watch");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @param catalog what is looked at, and written into the source's log
   * @param wanted the tables that the collection is to have
   * @param onFailure told once, when the source does not answer or the reader is not heard
   */
  public static SourceWatch start(
      SourceDatabase database,
      CatalogWriter catalog,
      Supplier<List<TableId>> wanted,
      Duration interval,
      Consumer<RuntimeException> onFailure) {
    SourceWatch watch = new SourceWatch(database, catalog, wanted, interval, onFailure);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try (SourceSession session = database.openWatched()) {
      while (!isClosing) {
        catalog.write(session, wanted.get());
        requireHeard(session);
        sleep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!isClosing) {
        onFailure.accept(e);
      }
    }
  }

  private void sleep() throws InterruptedException {
    if (awakenings.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
      awakenings.drainPermits();
    }
  }

  /** Looks at once, and not only when the interval is over. */
  public void wake() {
    awakenings.release();
  }

  private void requireHeard(SourceSession session) {
    Duration silence =
        session
            .first(REPLY, row -> row.getString(1), catalog.slot())
            .map(replies::silenceAt)
            .orElse(Duration.ZERO);
    if (silence.compareTo(LONGEST_SILENCE) > 0) {
      throw new UnreachableSourceException(
          "the server has not heard from the reader of slot "
              + catalog.slot()
              + " for "
              + silence.toSeconds()
              + " s",
          "Capture connects anew by itself. If this comes back, look for a firewall that cuts idle"
              + " connections.",
          null);
    }
  }

  @Override
  public void close() {
    isClosing = true;
    thread.interrupt();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
