package dev.tidemark.app.cli;

import picocli.CommandLine.Option;

/** {@code --json}. */
final class JsonOption {

  @Option(names = "--json", description = "print one JSON document on stdout, for programs")
  private boolean wanted;

  boolean wanted() {
    return wanted;
  }
}
