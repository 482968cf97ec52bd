package dev.tidemark.app.cli;

import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a password may come from, so that it need not stand in the list of processes. */
final class Passwords {

  private Passwords() {}

  /**
   * Completes a URL: the password in it is first, then the file, then the first variable that is
   * set.
   *
   * @throws UsageException the file cannot be read
   */
  static DatabaseUrl complete(
      DatabaseUrl url,
      @Nullable Path file,
      Map<String, String> environment,
      List<String> variables) {
    if (!url.password().reveal().isEmpty()) {
      return url;
    }
    if (file != null) {
      return url.withPassword(read(file));
    }
    for (String variable : variables) {
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) {
        return url.withPassword(new Secret(value));
      }
    }
    return url;
  }

  private static Secret read(Path file) {
    try {
      return new Secret(Files.readString(file).stripTrailing());
    } catch (IOException e) {
      throw new UsageException(
          "cannot read the password from " + file + ": " + e.getClass().getSimpleName(),
          "The file holds the password and nothing else.");
    }
  }
}
