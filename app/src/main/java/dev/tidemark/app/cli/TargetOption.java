package dev.tidemark.app.cli;

import dev.tidemark.app.address.TargetAddress;
import dev.tidemark.restorer.Target;
import java.nio.file.Path;
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
    try {
      return TargetAddress.withPassword(TargetAddress.parse(into), passwordFile, environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--into: " + e.getMessage(),
          into.startsWith("file:")
              ? "For example --into file:///tmp/restored."
              : "Or --into file:///directory.");
    }
  }
}
