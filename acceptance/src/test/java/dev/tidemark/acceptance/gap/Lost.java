package dev.tidemark.acceptance.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** A collection of one table of its own that history is taken away from. */
record Lost(Database source, BackupCollection collection, String table) {

  private static final Duration WITHIN = Duration.ofMinutes(2);

  /** Row 1 is in a full backup, row 2 is captured. */
  static Lost of(Database source, String name) {
    String table = "t_" + name;
    source.execute(
        "CREATE TABLE " + table + " (id int PRIMARY KEY)", "INSERT INTO " + table + " VALUES (1)");
    BackupCollection collection =
        BackupCollection.protect(
            Home.shared(), name, source, List.of(TableId.parse("public." + table)));
    collection.backup();
    source.execute("INSERT INTO " + table + " VALUES (2)");
    collection.awaitCaptured(2);
    return new Lost(source, collection, table);
  }

  String name() {
    return collection.name();
  }

  String topic() {
    return name() + ".public." + table;
  }

  void insert(int id) {
    source.execute("INSERT INTO " + table + " VALUES (" + id + ")");
  }

  /** Although capture reads from it. */
  void dropSlot() {
    source.administrate(
        """
        DO $$ BEGIN LOOP
          PERFORM pg_terminate_backend(active_pid) FROM pg_replication_slots
            WHERE slot_name = 'SLOT' AND active_pid IS NOT NULL;
          BEGIN
            PERFORM pg_drop_replication_slot('SLOT');
            EXIT;
          EXCEPTION WHEN object_in_use THEN PERFORM pg_sleep(0.02);
          END;
        END LOOP; END $$
        """
            .replace("SLOT", "tidemark_" + name()));
  }

  /** Its capture loses the connection to the source, and begins again with what the log has. */
  void openLogAnew() {
    source.administrate(
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name ="
            + " 'tidemark_"
            + name()
            + "'");
  }

  void deleteTopic(String topic) {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a retention time does that somebody has set. */
  void expire(String topic) {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(-1)))
          .all()
          .get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", collection.home().kafka()));
  }

  /** Waits for the gap, and answers what {@code show} says of it. */
  String error() {
    awaitState("gap");
    return collection.show().path("error").asText();
  }

  private void awaitState(String state) {
    Await.lastingly(
        name() + " is in the state " + state + ": " + collection.show(),
        WITHIN,
        () -> collection.show().path("state").asText().equals(state));
  }

  /** Goes on behind the gap, and answers the new rows of everything that can be restored. */
  void goOn() {
    Outcome unused =
        collection
            .home()
            .run("sql", "ALTER BACKUP COLLECTION " + name() + " SET (AFTER_GAP = 'new full')")
            .succeeded();
    awaitState("streaming");
  }

  void assertRestored(Database target, String schema, List<String> rows, String... point) {
    String[] options = new String[point.length + 2];
    System.arraycopy(point, 0, options, 0, point.length);
    options[point.length] = "--schema";
    options[point.length + 1] = schema;
    collection.restoreInto(target.url(), options).succeeded();
    assertThat(target.copy("SELECT id FROM " + schema + "." + table + " ORDER BY 1"))
        .isEqualTo(rows);
  }

  void assertRefused(Database target, String message, String hint, String... point) {
    Outcome restore = collection.restoreInto(target.url(), point);
    assertThat(restore.err()).isEqualTo("error: " + message + "\nhint: " + hint + "\n");
    assertThat(restore.exit()).isEqualTo(1);
  }
}
