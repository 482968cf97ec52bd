package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.problem.ProblemException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns the driver's errors into ones a person can act on. */
final class ConnectionProblems {

  private ConnectionProblems() {}

  static ProblemException explain(DatabaseUrl source, SQLException e) {
    String state = state(e);
    return switch (state) {
      case "28P01", "28000" ->
          new UnfitSourceException(
              "the source "
                  + source.host()
                  + ":"
                  + source.port()
                  + " refuses user "
                  + source.user()
                  + ": "
                  + text(e),
              "Check the user, the password and pg_hba.conf; a password with special characters"
                  + " must be percent-encoded in the URL.",
              e);
      case "3D000" ->
          new UnfitSourceException(
              "the source "
                  + source.host()
                  + ":"
                  + source.port()
                  + " has no database "
                  + source.database(),
              "Check the last part of the source's URL.",
              e);
      case "53300" ->
          new SourceNotReadyException(
              "the source " + source.place() + " has no connection left: " + text(e),
              "Raise max_connections or max_wal_senders, or close other connections.",
              e);
      default -> other(source, state, e);
    };
  }

  private static ProblemException other(DatabaseUrl source, String state, SQLException e) {
    if (state.startsWith("57")) {
      return new SourceNotReadyException(
          "the source " + source.place() + " is not ready: " + text(e),
          "It starts, stops or ended the session; try again when it serves.",
          e);
    }
    if (state.startsWith("08") || state.isEmpty()) {
      return new UnreachableSourceException(
          "the source " + source.place() + " cannot be reached: " + text(e),
          "Check host and port, that the server runs, and that a firewall lets this machine in.",
          e);
    }
    return new UnfitSourceException(
        "the source " + source.place() + " refuses: " + text(e) + " (SQLSTATE " + state + ")",
        "The server's own message says why; its log may say more.",
        e);
  }

  private static String state(SQLException e) {
    @Nullable String state = e.getSQLState();
    return state == null ? "" : state;
  }

  /** The first line: what follows it is the statement's context. */
  static String text(SQLException e) {
    @Nullable String message = e.getMessage();
    if (message == null) {
      return "no reason given";
    }
    String line = message.lines().findFirst().orElse("").strip();
    return line.replaceFirst("^(ERROR|FATAL): +", "");
  }
}
