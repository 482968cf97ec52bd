package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of the collections of a home again and again, within a moment: of an archive that takes its
 * time, what it said last; and of one that does not answer, that it does not.
 */
public final class WatchedCollections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedCollections.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** To read the manifests of years takes a while, and is no failure. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private final Home home;
  private final ShowCollections show;
  private final Function<ProtectedTables, ArchiveReport> ask;
  private final Duration patience;
  private final Duration late;
  private final ExecutorService asking = Executors.newCachedThreadPool(WatchedCollections::thread);
  private final Map<CollectionName, Question> questions = new HashMap<>();

  /**
   * A question to an archive, and what was known before it.
   *
   * @param since when it was put, by {@link System#nanoTime}
   * @param said the last answer
   * @param failure of the question before; empty when that was answered
   */
  private record Question(
      Future<ArchiveReport> answer,
      long since,
      ArchiveReport said,
      Optional<ProblemException> failure) {

    /** What is known while there is no answer. */
    ArchiveReport known() {
      return failure.map(said::without).orElse(said);
    }
  }

  public WatchedCollections(Home home, Clock clock) {
    this(home, new ShowCollections(home, clock), PATIENCE, LATE);
  }

  private WatchedCollections(Home home, ShowCollections show, Duration patience, Duration late) {
    this(home, show, show::report, patience, late);
  }

  /**
   * @param ask an archive for what it says; it may take any time
   * @param patience how long all of them are waited for
   * @param late how old a question is before it is told that it is not answered
   */
  WatchedCollections(
      Home home,
      ShowCollections show,
      Function<ProtectedTables, ArchiveReport> ask,
      Duration patience,
      Duration late) {
    this.home = home;
    this.show = show;
    this.ask = ask;
    this.patience = patience;
    this.late = late;
  }

  /** All there are. */
  public synchronized List<Overview> all() {
    List<ProtectedTables> all = home.collections().all();
    questions.keySet().retainAll(all.stream().map(ProtectedTables::name).toList());
    // All are asked before the first is waited for.
    all.forEach(this::askUnlessAsked);
    long deadline = System.nanoTime() + patience.toNanos();
    return all.stream()
        .map(collection -> show.overview(collection, report(collection, deadline)))
        .toList();
  }

  private void askUnlessAsked(ProtectedTables collection) {
    Question last = questions.get(collection.name());
    if (last != null && !last.answer().isDone()) {
      return;
    }
    ArchiveReport said = last == null ? ArchiveReport.NOTHING : last.said();
    Optional<ProblemException> failure = Optional.empty();
    if (last != null) {
      try {
        said = last.answer().get();
      } catch (ExecutionException e) {
        failure = Optional.of(problem(collection, e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Future<ArchiveReport> answer = asking.submit(() -> ask.apply(collection));
    questions.put(collection.name(), new Question(answer, System.nanoTime(), said, failure));
  }

  private ArchiveReport report(ProtectedTables collection, long deadline) {
    Question question = Objects.requireNonNull(questions.get(collection.name()));
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      return question.answer().get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return unanswered(collection, question);
    } catch (ExecutionException e) {
      return question.said().without(problem(collection, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return question.known();
    }
  }

  private ArchiveReport unanswered(ProtectedTables collection, Question question) {
    long nanos = System.nanoTime() - question.since();
    if (question.failure().isPresent() || nanos < late.toNanos()) {
      return question.known();
    }
    return question
        .said()
        .without(
            "the storage "
                + collection.storage()
                + " has not answered for "
                + TimeUnit.NANOSECONDS.toSeconds(nanos)
                + " s",
            "Check that it is reachable. It is asked again once it has answered, or failed.");
  }

  private static ProblemException problem(ProtectedTables collection, ExecutionException failed) {
    if (failed.getCause() instanceof ProblemException problem) {
      return problem;
    }
    LOG.error("{}: its archive", collection.name(), failed.getCause());
    return new UnexpectedFailureException(collection.name(), failed.getCause());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "overview");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
