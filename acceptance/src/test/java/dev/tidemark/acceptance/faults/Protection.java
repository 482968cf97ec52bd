package dev.tidemark.acceptance.faults;

import static dev.tidemark.acceptance.faults.Supervisor.WELL_WITHIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Outcome;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The collection that protects the source: one after another, for a gap may end one. It waits until
 * nothing is left of what was done to it.
 */
final class Protection {

  private static final Duration MANIFEST_WITHIN = Duration.ofSeconds(30);
  private static final Pattern MANIFEST = Pattern.compile("\\d{8}\\.json");

  private final Surroundings surroundings;
  private final Supervisor supervisor;
  private final Writer writer;
  private final Counts counts;
  private BackupCollection collection;
  private int collections;

  Protection(Surroundings surroundings, Supervisor supervisor, Writer writer, Counts counts) {
    this.surroundings = surroundings;
    this.supervisor = supervisor;
    this.writer = writer;
    this.counts = counts;
    this.collection = new BackupCollection(supervisor.home(), "none");
  }

  /** That which there is now. */
  BackupCollection collection() {
    return collection;
  }

  /** From 1; 0 before there is any. */
  int number() {
    return collections;
  }

  /** Makes a new collection, and waits for its first full backup. */
  void begin() {
    String name = "faults_" + ++collections;
    counts.add("collections", 1);
    String[] creation =
        BackupCollection.creation(name, surroundings.databaseUrl(), Sessions.tables());
    supervisor.awaitReady();
    // A broker that is slow to answer just now refuses it: then nothing is left behind.
    Await.lastingly(
        "collection " + name + " is created",
        WELL_WITHIN,
        () -> supervisor.home().run("create", creation).exit() == 0);
    BackupCollection created = new BackupCollection(supervisor.home(), name);
    created.awaitStreaming(WELL_WITHIN);
    Await.lastingly(
        "the first full backup",
        WELL_WITHIN,
        () -> supervisor.home().run("backup", name).exit() == 0);
    collection = created;
  }

  /** Waits until everything that has committed is captured, and in a backup. */
  void awaitWell() {
    StringBuilder last = new StringBuilder();
    Await.lastingly(
        () -> "everything is captured and backed up again: " + last,
        WELL_WITHIN,
        () -> {
          writer.requireWell();
          supervisor.raise();
          goOnAfterTakeover();
          Outcome outcome =
              supervisor.home().run("backup", collection.name(), "--incremental", "--wait", "20s");
          last.setLength(0);
          last.append(outcome);
          return outcome.exit() == 0;
        });
    assertThat(last).isNotEmpty();
  }

  /** Who was shut out stays so until somebody starts it anew. */
  private void goOnAfterTakeover() {
    String error = collection.show().path("error").asText();
    if (error.contains("another process has taken over the capture")) {
      counts.add("captures that were shut out by a second one", 1);
      supervisor.startAnew();
    }
  }

  /** Nothing is written any more, and what was written last is known. */
  void hold() {
    Await.lastingly(
        () -> "nothing is undecided: " + writer.trouble(),
        WELL_WITHIN,
        () -> {
          writer.requireWell();
          supervisor.raise();
          return writer.hold();
        });
  }

  /** Returns at once when a backup becomes visible; or after a while, when none does. */
  void awaitManifest() {
    int before = manifests();
    long end = System.nanoTime() + MANIFEST_WITHIN.toNanos();
    while (manifests() <= before) {
      if (System.nanoTime() > end) {
        counts.add("manifests that did not come", 1);
        return;
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** None is deleted within a run. */
  private int manifests() {
    String[] names = collection.storage().resolve(collection.name() + "/manifests").toFile().list();
    return names == null ? 0 : (int) Stream.of(names).filter(MANIFEST.asMatchPredicate()).count();
  }

  /** Without so many of the timeline the broker takes no commit. */
  void requireCopies(int copies) {
    if (surroundings.broker().isAlive()) {
      surroundings.broker().requireCopies(collection.name() + ".timeline", copies);
    }
  }
}
