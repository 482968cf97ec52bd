package dev.tidemark.acceptance.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A backup collection in a home. */
public record BackupCollection(Home home, String name) {

  private static final Duration SNAPSHOT_WITHIN = Duration.ofSeconds(90);

  /** Protects tables and returns when their snapshot is complete. */
  public static BackupCollection protect(
      Home home, String name, Database source, List<TableId> tables) {
    BackupCollection collection = create(home, name, source, tables);
    collection.awaitStreaming();
    return collection;
  }

  /** Returns as {@code create} does: when the snapshot is running. */
  public static BackupCollection create(
      Home home, String name, Database source, List<TableId> tables) {
    home.run("create", creation(name, source.url(), tables)).succeeded();
    return new BackupCollection(home, name);
  }

  /** The arguments of {@code create}. */
  public static String[] creation(String name, String url, List<TableId> tables) {
    List<String> arguments = new ArrayList<>(List.of(name, "--source", url));
    for (TableId table : tables) {
      arguments.addAll(List.of("--table", table.toString()));
    }
    return arguments.toArray(String[]::new);
  }

  /** What {@code show --json} says of it. */
  public JsonNode show() {
    return home.run("show", name, "--json").json().path("collections").path(0);
  }

  public void awaitStreaming() {
    awaitStreaming(SNAPSHOT_WITHIN);
  }

  /** Returns when its snapshot is complete. */
  public void awaitStreaming(Duration within) {
    Await.lastingly(
        () -> name + " streams: " + show(),
        within,
        () -> show().path("state").asText().equals("streaming"));
  }

  /** Returns when so much is captured, in a backup or not. */
  public void awaitCaptured(long sequence) {
    Await.lastingly(
        () -> name + " captured up to " + sequence + ": " + show(),
        SNAPSHOT_WITHIN,
        () -> show().path("captured_to").path("sequence").asLong() >= sequence);
  }

  public void backup() {
    home.run("backup", name).succeeded();
  }

  public void incremental() {
    home.run("backup", name, "--incremental").succeeded();
  }

  /** The commits on its timeline, in order. */
  public List<JsonNode> commits() {
    List<JsonNode> commits = new ArrayList<>();
    for (JsonNode entry : home.run("timeline", name, "--json").json().path("entries")) {
      if (entry.path("type").asText().equals("commit")) {
        commits.add(entry);
      }
    }
    return commits;
  }

  /** Restores into a database, and answers the report. */
  public JsonNode restore(Database target, String... options) {
    return restoreInto(target.url(), options).json();
  }

  public Outcome restoreInto(String target, String... options) {
    List<String> arguments = new ArrayList<>(List.of(name, "--into", target, "--json"));
    arguments.addAll(Arrays.asList(options));
    return home.run("restore", arguments.toArray(String[]::new));
  }

  /** Where its backups are. */
  public Path storage() {
    return home.directory().resolve("archive");
  }

  /** Where its newest backup ends; 0 without any. */
  public long backedUpTo() {
    JsonNode backups = show().path("backups");
    return backups.path(backups.size() - 1).path("to").asLong();
  }

  /** The newest sequence that can be restored; 0 without any. */
  public long restorableTo() {
    return show().path("restorable").path("to").path("sequence").asLong();
  }

  /** Removes it from the home and from the source. */
  public void drop() {
    home.run("drop", name).succeeded();
  }
}
