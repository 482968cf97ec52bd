package dev.tidemark.acceptance.servers;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** How a server of a spec is set up, whatever starts it. */
final class PostgresSettings {

  /**
   * Logical decoding, no waiting for the disk, and defaults of sessions that are everything but
   * what Tidemark reads and writes values with: it must not depend on them.
   */
  static final Map<String, String> SOURCE =
      Map.ofEntries(
          Map.entry("wal_level", "logical"),
          Map.entry("max_replication_slots", "20"),
          Map.entry("max_wal_senders", "20"),
          Map.entry("max_connections", "100"),
          Map.entry("fsync", "off"),
          Map.entry("track_commit_timestamp", "on"),
          Map.entry("TimeZone", "America/St_Johns"),
          Map.entry("DateStyle", "German"),
          Map.entry("IntervalStyle", "iso_8601"),
          Map.entry("bytea_output", "escape"),
          Map.entry("extra_float_digits", "0"));

  private PostgresSettings() {}

  /**
   * For servers of a version that has it: a password is proved without thousands of rounds of
   * hashing, for connections are made by the thousand.
   */
  static Map<String, String> withShortProofs(Map<String, String> settings) {
    Map<String, String> all = with(settings);
    all.put("scram_iterations", "1");
    return all;
  }

  static Map<String, String> with(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(SOURCE);
    all.putAll(settings);
    return all;
  }

  static void createOwner(PostgresServer server) {
    try (Connection connection = Database.administer(server);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE %s LOGIN REPLICATION PASSWORD '%s'"
              .formatted(PostgresServer.OWNER, PostgresServer.OWNER_PASSWORD));
    } catch (SQLException e) {
      throw new IllegalStateException("a fresh server refuses a role", e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
