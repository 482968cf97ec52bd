package dev.tidemark.app.output;

import dev.tidemark.schemas.problem.ProblemException;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command speaks: answers to {@code out}, everything else to {@code err}.
 *
 * @param terminal a person watches, so progress may be drawn
 */
public record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {

  public Console {
    environment = Map.copyOf(environment);
  }

  public void say(String line) {
    out.println(line);
  }

  /** What is not the answer: progress, and what a person should know beside it. */
  public void note(String line) {
    err.println(line);
  }

  public void error(String message, String hint) {
    err.println("error: " + message);
    if (!hint.isEmpty()) {
      err.println("hint: " + hint);
    }
  }

  public void error(ProblemException problem) {
    error(String.valueOf(problem.getMessage()), problem.hint());
  }
}
