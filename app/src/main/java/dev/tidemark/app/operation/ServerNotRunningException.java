package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.schemas.problem.ProblemException;

/** The request needs the home's server, and there is none. */
public final class ServerNotRunningException extends ProblemException {

  ServerNotRunningException(Home home) {
    super(
        "tidemark is not running on " + home.directory(),
        "Start it, and leave it running: `tidemark start --home " + home.directory() + "`.");
  }
}
