package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Opens connections to a source, and says what is wrong when it cannot. */
public final class SourceDatabase {

  private static final String WATCHED_SECONDS = "30";
  private static final Map<String, String> REPLICATION =
      Map.of(
          "replication", "database",
          "preferQueryMode", "simple",
          "assumeMinServerVersion", "14");

  private final DatabaseUrl source;

  public SourceDatabase(DatabaseUrl source) {
    this.source = source;
  }

  public DatabaseUrl url() {
    return source;
  }

  /** A session for queries. */
  public SourceSession open() {
    return new SourceSession(source, connect(Map.of()));
  }

  /** A session for short queries, on which a server that does not answer is an error. */
  public SourceSession openWatched() {
    return new SourceSession(source, connect(Map.of("socketTimeout", WATCHED_SECONDS)));
  }

  /** A session that speaks the replication protocol, for making slots. */
  public SourceSession openReplication() {
    return new SourceSession(source, connect(REPLICATION));
  }

  /** The same for what a slot sends, with the socket on which that is waited for. */
  public Listening openListening() {
    try (ListeningSocket.Connecting connecting = new ListeningSocket.Connecting()) {
      Map<String, String> special = new HashMap<>(REPLICATION);
      special.putAll(connecting.properties());
      Connection connection = connect(special);
      return new Listening(new SourceSession(source, connection), connecting.socket());
    }
  }

  /** A session that speaks the replication protocol, and its socket. */
  public record Listening(SourceSession session, ListeningSocket socket) {}

  /** The same for short questions, on which a server that does not answer is an error. */
  public SourceSession openWatchedReplication() {
    Map<String, String> special = new HashMap<>(REPLICATION);
    special.put("socketTimeout", WATCHED_SECONDS);
    return new SourceSession(source, connect(special));
  }

  private Connection connect(Map<String, String> special) {
    SourceSettings.requireUtc();
    Properties properties = new Properties();
    properties.putAll(SourceSettings.driverParameters(source));
    properties.setProperty("options", SourceSettings.options(source));
    properties.setProperty("user", source.user());
    properties.setProperty("password", source.password().reveal());
    properties.setProperty("ApplicationName", "tidemark");
    properties.putAll(special);
    // The name of the database goes as a property: in the driver's URL it would need encoding.
    properties.setProperty("PGDBNAME", source.database());
    try {
      return DriverManager.getConnection(
          "jdbc:postgresql://" + host() + ":" + source.port() + "/", properties);
    } catch (SQLException e) {
      throw ConnectionProblems.explain(source, e);
    }
  }

  private String host() {
    boolean isBareIpv6 = source.host().indexOf(':') >= 0 && !source.host().startsWith("[");
    return isBareIpv6 ? "[" + source.host() + "]" : source.host();
  }
}
