package dev.tidemark.app.cli;

import dev.tidemark.app.demo.Demo;
import dev.tidemark.app.demo.Narrator;
import dev.tidemark.app.output.Console;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Shows all of it in a minute. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "See all of it in a minute, on nothing but this machine.%n",
      "Starts a PostgreSQL server with a small shop in it, and Tidemark with a Kafka broker inside;"
          + " takes a full backup and two incrementals; ruins the data with an unfiltered UPDATE and a"
          + " DELETE; finds the transaction, restores to just before it, and compares every row."
          + " Ends with 1 if anything differs. Leaves nothing behind."
    },
    footer = {"%nExample:", "  tidemark demo"})
final class DemoCommand implements Callable<Integer> {

  private final Console console;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean same = new Demo(new Narrator(console), Clock.systemUTC()).run();
    return same ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
