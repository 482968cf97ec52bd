package dev.tidemark.app.cli;

import dev.tidemark.restorer.Target;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a restore goes. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TargetOption {

  @Option(
      names = "--into",
      required = true,
      paramLabel = "URL",
      description = "postgresql://user:password@host:port/database, or file:///directory")
  private String into;

  @Option(
      names = "--target-password-file",
      paramLabel = "FILE",
      description = "holds the target's password and nothing else")
  private @Nullable Path passwordFile;

  Target target(Map<String, String> environment) {
    return into.startsWith("file:") ? files() : database(environment);
  }

  private Target files() {
    try {
      URI uri = new URI(into);
      String path = uri.getPath();
      if (path != null && path.startsWith("/") && (uri.getAuthority() == null)) {
        return new Target.FileTarget(Path.of(path));
      }
    } catch (URISyntaxException e) {
      // As unusable as an address without a path.
    }
    throw new UsageException(
        "--into: '" + into + "' is not a directory", "For example --into file:///tmp/restored.");
  }

  private Target database(Map<String, String> environment) {
    try {
      return new Target.DatabaseTarget(
          Passwords.complete(
              DatabaseUrl.parse(into),
              passwordFile,
              environment,
              List.of("TIDEMARK_TARGET_PASSWORD", "PGPASSWORD")));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--into: " + e.getMessage(), "Or --into file:///directory.");
    }
  }
}
