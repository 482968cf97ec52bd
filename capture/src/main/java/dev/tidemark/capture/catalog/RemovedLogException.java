package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.problem.ProblemException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server was asked for log that it no longer has, though it says of the slot that it has it
 * all: its files were removed behind its back.
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

  private RemovedLogException(String reason, SQLException cause) {
    super(
        reason,
        "It is a gap, and capture says what was lost with its next look. What the server keeps in"
            + " pg_wal is limited by its max_slot_wal_keep_size, not by hand.",
        cause);
    this.reason = reason;
  }

  /**
   * What an error of a stream from a slot says about the log's files; empty when it says nothing.
   *
   * @param slot its name
   */
  public static Optional<RemovedLogException> of(SQLException error, String slot) {
    if (!NO_SUCH_FILE.equals(error.getSQLState()) || error.getMessage() == null) {
      return Optional.empty();
    }
    Matcher segment = SEGMENT.matcher(error.getMessage());
    return segment.find()
        ? Optional.of(
            new RemovedLogException(
                SourceObjects.removed(slot) + ": file " + segment.group() + " is gone", error))
        : Optional.empty();
  }

  /** Why history is lost, in the words that stand on the timeline. */
  public String reason() {
    return reason;
  }
}
