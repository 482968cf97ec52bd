package dev.tidemark.app.address;

import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a password may come from, so that it need not stand in the list of processes. */
public final class Passwords {

  private static final Pattern IN_URL = Pattern.compile("(://[^:/@\\s]*:)\\S*@");

  private static final List<String> SOURCE = List.of("TIDEMARK_SOURCE_PASSWORD", "PGPASSWORD");

  private Passwords() {}

  /**
   * Completes a URL: the password in it is first, then the file, then the first variable that is
   * set.
   *
   * @throws CheckPasswordFileException the file cannot be read
   */
  public static DatabaseUrl complete(
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

  /** As {@link #complete}, with the variables that are meant for a source. */
  public static DatabaseUrl ofSource(
      DatabaseUrl url, @Nullable Path file, Map<String, String> environment) {
    return complete(url, file, environment, SOURCE);
  }

  /** A text with stars in place of the passwords of the URLs in it. */
  public static String hidden(String text) {
    return IN_URL.matcher(text).replaceAll("$1***@");
  }

  private static Secret read(Path file) {
    try {
      return new Secret(Files.readString(file).stripTrailing());
    } catch (IOException e) {
      throw new CheckPasswordFileException(file, e);
    }
  }
}
