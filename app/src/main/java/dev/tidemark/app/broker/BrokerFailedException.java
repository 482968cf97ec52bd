package dev.tidemark.app.broker;

import dev.tidemark.schemas.problem.ProblemException;
import java.nio.file.Path;

/** The embedded broker did not come up: its directory has to be looked at. */
public final class BrokerFailedException extends ProblemException {

  BrokerFailedException(Path directory, Throwable cause) {
    super(
        "the embedded broker in " + directory + " did not start: " + cause.getMessage(),
        "See tidemark.log in the run directory of the home. Free disk space and the right to write"
            + " there are the usual reasons.",
        cause);
  }
}
