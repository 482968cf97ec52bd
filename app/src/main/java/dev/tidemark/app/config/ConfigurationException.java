package dev.tidemark.app.config;

import dev.tidemark.schemas.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;

/** The configuration has errors; all of them are in the message. */
public final class ConfigurationException extends ProblemException {

  ConfigurationException(Path file, List<String> errors) {
    super(
        file
            + (errors.size() == 1 ? ": " : " has " + errors.size() + " errors:\n  ")
            + String.join("\n  ", errors),
        "Keys and their defaults: `tidemark start --help`.");
  }
}
