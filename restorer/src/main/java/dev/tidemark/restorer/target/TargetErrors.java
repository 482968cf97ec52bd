package dev.tidemark.restorer.target;

import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.problem.ProblemException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the driver and the server say, as problems that tell a person what to do. */
final class TargetErrors {

  private final DatabaseUrl url;

  TargetErrors(DatabaseUrl url) {
    this.url = url;
  }

  /** A connection could not be had. */
  ProblemException connecting(SQLException e) {
    String state = state(e);
    return switch (state) {
      case "28P01", "28000" ->
          new CheckTargetException(
              url.place() + " does not let user " + url.user() + " in: " + said(e),
              "Check the user and the password of the target, and pg_hba.conf of its server.",
              e);
      case "3D000" ->
          new CheckTargetException(
              "there is no database " + url.database() + " on " + url.host() + ":" + url.port(),
              "Create it, or name another database as the target.",
              e);
      case "53300" ->
          new CheckTargetException(
              url.place() + " has no connection left: " + said(e),
              "Restore with less parallelism, or raise max_connections of its server.",
              e);
      default ->
          new CheckTargetException(
              "no connection to " + url.place() + ": " + said(e),
              "Check host and port of the target, and that its server is running.",
              e);
    };
  }

  /** A statement was refused before any row was loaded. */
  ProblemException refused(String subject, SQLException e) {
    if (isConnectionLost(e)) {
      return broken(subject, e);
    }
    return new PrepareTargetException(
        "the target " + url.place() + " cannot take " + subject + ": " + said(e), remedy(e), e);
  }

  /** Something failed while rows were loaded or after. */
  ProblemException broken(String subject, SQLException e) {
    return new TargetFailedException(
        "the restore of " + subject + " into " + url.place() + " failed: " + said(e),
        isConnectionLost(e)
            ? "Nothing was published. Restore again when the target answers; what is left of this"
                + " attempt is removed then."
            : "Nothing was published. " + remedy(e),
        e);
  }

  /** The server's words, with its detail, without the position and the statement. */
  static String said(SQLException e) {
    ServerErrorMessage server =
        e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    if (server == null || server.getMessage() == null) {
      return String.valueOf(e.getMessage()).strip();
    }
    String detail = server.getDetail();
    return detail == null ? server.getMessage() : server.getMessage() + " (" + detail + ")";
  }

  static boolean isConnectionLost(SQLException e) {
    String state = state(e);
    return state.startsWith("08") || state.startsWith("57P");
  }

  /** Somebody has stopped the statement. */
  static boolean isCancelled(SQLException e) {
    return state(e).equals("57014");
  }

  /** SQL's classes of what is wrong with a statement itself, and of features that are missing. */
  static boolean isRefusal(SQLException e) {
    String state = state(e);
    return state.startsWith("42") || state.startsWith("0A") || state.startsWith("3F");
  }

  static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  private static String remedy(SQLException e) {
    return switch (state(e)) {
      case "42501" -> "Grant the user of the target this right, or restore as a user who has it.";
      case "42704", "42883", "42P01", "3F000", "58P01" ->
          "Create on the target what is missing, or install the extension that has it, then restore"
              + " again.";
      case "42P07", "42710" ->
          "Drop or rename what has this name on the target, or restore into another schema with"
              + " --schema.";
      case "2BP01" -> "Drop what depends on the table first, or restore beside it with --schema.";
      case "55P03" -> "Another connection uses the table. End it, then restore again.";
      case "53100" -> "Free space on the target's disk, then restore again.";
      case "42601", "0A000" ->
          "The target may be an older PostgreSQL than the source. Restore into one as new as the"
              + " source.";
      default -> "Change on the target what its server complains of, then restore again.";
    };
  }
}
