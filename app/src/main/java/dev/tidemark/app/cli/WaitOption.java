package dev.tidemark.app.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** {@code --wait}. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
final class WaitOption {

  @Option(
      names = "--wait",
      paramLabel = "LENGTH",
      defaultValue = "30s",
      description = {
        "how long a scheduled backup that runs may need to end, and capture to come as far as is"
            + " asked; default: 30s"
      })
  private Duration patience;

  Duration patience() {
    return patience;
  }
}
