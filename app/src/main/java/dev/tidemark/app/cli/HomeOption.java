package dev.tidemark.app.cli;

import dev.tidemark.app.home.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --home}, which every command but the demo needs. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HomeOption {

  @Option(
      names = "--home",
      required = true,
      paramLabel = "DIR",
      description = "the directory with everything of this installation; `start` makes it")
  private Path directory;

  Home home() {
    return new Home(directory);
  }
}
