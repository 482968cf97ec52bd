package dev.tidemark.acceptance.faults;

import static dev.tidemark.acceptance.faults.Supervisor.WELL_WITHIN;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A standby takes the place of the source, and has not the slot. So there is a gap: it is found,
 * what was before it can be restored, and the collection goes on behind it, or a new one begins.
 */
final class Promotion {

  private final Path directory;
  private final Surroundings surroundings;
  private final Supervisor supervisor;
  private final Protection protection;
  private final Writer writer;
  private final Restores restores;
  private final Counts counts;

  /**
   * @param directory where a restore would write that is refused
   */
  Promotion(
      Path directory,
      Surroundings surroundings,
      Supervisor supervisor,
      Protection protection,
      Writer writer,
      Restores restores,
      Counts counts) {
    this.directory = directory;
    this.surroundings = surroundings;
    this.supervisor = supervisor;
    this.protection = protection;
    this.writer = writer;
    this.restores = restores;
    this.counts = counts;
  }

  /**
   * Nothing is written afterwards until {@link #beginAgain}.
   *
   * @param behind whether the standby lacks transactions that had committed
   */
  void failOver(boolean behind) {
    SourceServer source = surroundings.source();
    protection.awaitWell();
    try (Relay following = Relay.to(source::port)) {
      SourceServer.Standby standby = source.follow(following, /* withSlots= */ false);
      if (behind) {
        following.freeze();
        int before = writer.history().size();
        Await.until(
            "the standby is behind", WELL_WITHIN, () -> writer.history().size() > before + 20);
        counts.add("transactions that a standby never had", writer.history().size() - before);
      }
      protection.hold();
      Await.until(
          "the standby has followed", WELL_WITHIN, () -> behind || standby.hasCaughtUp(source));
      source.failOver(standby);
      surroundings.relay(Link.SOURCE).cut();
    }
  }

  /**
   * The gap is found, and what was before it can be restored.
   *
   * @param goesOn whether the collection goes on behind it; else a new one begins
   */
  void beginAgain(boolean goesOn) {
    surroundings.source().start();
    BackupCollection collection = protection.collection();
    Await.lastingly(
        () -> "the gap is found: " + collection.show(),
        WELL_WITHIN,
        () -> {
          supervisor.raise();
          return collection.show().path("state").asText().equals("gap");
        });
    counts.add("gaps found", 1);
    restores.finish(collection, false);
    requireLatestRefused(collection);
    if (goesOn) {
      releaseAnew();
      goOn(collection);
    } else {
      supervisor.home().run("drop", collection.name()).succeeded();
      releaseAnew();
      protection.begin();
      restores.beginCollection();
    }
  }

  private void requireLatestRefused(BackupCollection collection) {
    String place = directory.resolve("refused-" + protection.number()).toUri().toString();
    Outcome latest =
        supervisor
            .home()
            .run("restore", collection.name(), "--latest", "--into", place, "--wait", "2s");
    if (latest.exit() == 0) {
      counts.difference("the latest was restored over a gap: " + latest);
    }
  }

  private void releaseAnew() {
    try {
      writer.releaseAnew();
    } catch (SQLException e) {
      throw new IllegalStateException("the promoted standby is not there", e);
    }
  }

  private void goOn(BackupCollection collection) {
    Home home = supervisor.home();
    int known = collection.show().path("gaps").size();
    afterGap(collection, "new full");
    collection.awaitStreaming(WELL_WITHIN);
    Await.lastingly(
        () -> "a full backup behind the gap: " + collection.show(),
        WELL_WITHIN,
        () ->
            home.run("backup", collection.name()).exit() == 0
                && collection.show().path("gaps").size() > known);
    afterGap(collection, "stop");
    JsonNode gap = collection.show().path("gaps").path(known);
    restores.goOn(collection, sequence(gap.path("after")), sequence(gap.path("before")));
  }

  private void afterGap(BackupCollection collection, String choice) {
    String statement = "ALTER BACKUP COLLECTION %s SET (AFTER_GAP = '%s')";
    supervisor.home().run("sql", statement.formatted(collection.name(), choice)).succeeded();
  }

  private static long sequence(JsonNode place) {
    return place.path("sequence").asLong();
  }
}
