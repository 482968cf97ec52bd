package dev.tidemark.app.home;

import dev.tidemark.schemas.problem.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The home cannot be used as asked: it is held by another process, unreadable or unwritable. */
public final class HomeException extends ProblemException {

  private HomeException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  static HomeException alreadyStarted(Path home, Optional<ServerInfo> server) {
    String process = server.map(info -> " (process " + info.pid() + ")").orElse("");
    return new HomeException(
        "tidemark is already running on " + home + process,
        "One home has one server. Stop it first, or give this one another --home.",
        null);
  }

  static HomeException changing(Path home) {
    return new HomeException(
        "another command is changing the collections of " + home,
        "Try again when it is done.",
        null);
  }

  static HomeException unreadable(Path file, Throwable cause) {
    return new HomeException(
        file + " is damaged: it is not the JSON that was written there",
        "Restore that file from a copy of the home, or delete it if its collection is not needed.",
        cause);
  }

  public static HomeException unwritable(Path file, Throwable cause) {
    return new HomeException(
        "cannot write " + file + ": " + cause,
        "Check that --home names a directory of yours and that the disk is not full.",
        cause);
  }
}
