package dev.tidemark.app.home;

import dev.tidemark.schemas.problem.ProblemException;
import java.nio.file.Path;

/** The operation asked for is not there, or not to be cancelled any more: look at what there is. */
public final class OperationException extends ProblemException {

  private OperationException(String message, String hint) {
    super(message, hint);
  }

  static OperationException unknown(OperationId id, Path home) {
    return new OperationException(
        "no such operation: " + id + " in " + home,
        "SHOW OPERATIONS lists those there are; the oldest are forgotten.");
  }

  /** It is over already. */
  public static OperationException over(OperationStatus status) {
    return new OperationException(
        "operation " + status.id() + " does not run: it is " + status.state().word(),
        "There is nothing to cancel. SHOW OPERATION '" + status.id() + "' tells what came of it.");
  }

  /** It was asked to end, and goes on. */
  public static OperationException goesOn(OperationStatus status) {
    return new OperationException(
        "operation " + status.id() + " was asked to end and has not ended yet",
        "It ends when it is done with what it is doing. SHOW OPERATION '"
            + status.id()
            + "' tells how it is; process "
            + status.pid()
            + " does it.");
  }
}
