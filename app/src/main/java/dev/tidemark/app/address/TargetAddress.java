package dev.tidemark.app.address;

import dev.tidemark.restorer.Target;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a restore goes: {@code postgresql://user@host/database} or {@code file:///directory}. */
public final class TargetAddress {

  private TargetAddress() {}

  /**
   * @throws IllegalArgumentException it is neither; the message repeats no password
   */
  public static Target parse(String text) {
    return text.startsWith("file:")
        ? new Target.FileTarget(directory(text))
        : new Target.DatabaseTarget(DatabaseUrl.parse(text));
  }

  private static Path directory(String text) {
    try {
      URI uri = new URI(text);
      String path = uri.getPath();
      if (path != null && path.startsWith("/") && (uri.getAuthority() == null)) {
        return Path.of(path);
      }
    } catch (URISyntaxException e) {
      // As unusable as an address without a path.
    }
    throw new IllegalArgumentException("'" + text + "' is not a directory");
  }

  /** The target with its password: as {@link Passwords} finds it. */
  public static Target withPassword(
      Target target, @Nullable Path file, Map<String, String> environment) {
    return target instanceof Target.DatabaseTarget database
        ? new Target.DatabaseTarget(
            Passwords.complete(
                database.url(),
                file,
                environment,
                List.of("TIDEMARK_TARGET_PASSWORD", "PGPASSWORD")))
        : target;
  }
}
