package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.problem.ProblemException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server was asked for log that it does not find, though it says of the slot that it has it all:
 * files of it were removed behind its back. They may be put back.
 */
public final class RemovedLogException extends ProblemException {

  private static final long serialVersionUID = 1L;

  /** {@code undefined_file}: PostgreSQL, appendix A. */
  private static final String NO_SUCH_FILE = "58P01";

  /**
   * The name of a file of the log. The words around it are in the language of the server's
   * messages.
   */
  private static final Pattern SEGMENT = Pattern.compile("(?<![0-9A-F])[0-9A-F]{24}(?![0-9A-F])");

  private final String reason;
  private final transient Optional<ServerTimeline> server;

  private RemovedLogException(
      String slot, String segment, Optional<ServerTimeline> server, SQLException cause) {
    super(
        reason(slot, segment),
        "Put the file back into pg_wal from an archive of the server's log, and capture goes on with"
            + " nothing lost. If it is still missing in some minutes, it is told as a gap.",
        cause);
    this.reason = reason(slot, segment);
    this.server = server;
  }

  private static String reason(String slot, String segment) {
    return SourceObjects.removed(slot) + ": file " + segment + " is gone";
  }

  /**
   * What an error of a stream from a slot says about the log's files; empty when it says nothing.
   *
   * @param slot its name
   * @param server that sent it, if it is known which one that was
   */
  public static Optional<RemovedLogException> of(
      SQLException error, String slot, Optional<ServerTimeline> server) {
    if (!NO_SUCH_FILE.equals(error.getSQLState()) || error.getMessage() == null) {
      return Optional.empty();
    }
    // Files of a slot have its name in theirs, which may look like anything.
    Matcher segment = SEGMENT.matcher(error.getMessage().replace(slot, "SLOT"));
    return segment.find()
        ? Optional.of(new RemovedLogException(slot, segment.group(), server, error))
        : Optional.empty();
  }

  /** Why history is lost, in the words that stand on the timeline. */
  public String reason() {
    return reason;
  }

  /** The server that does not find it. */
  public Optional<ServerTimeline> server() {
    return server;
  }
}
