package dev.tidemark.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command above all others: it explains. */
@Command(
    name = "tidemark",
    version = "tidemark 0.1.0-SNAPSHOT",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    description = {
      "Continuous point-in-time recovery for PostgreSQL tables.%n",
      "Tidemark captures every committed change of the tables you name, folds the changes into"
          + " small backup files, and rebuilds the tables as they were at any transaction."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; stderr says why, and what to do",
      "2:wrong usage",
      "130, 143:broken off by Ctrl-C or SIGTERM; nothing was published"
    },
    footer = {
      "%nBegin with:",
      "  tidemark demo                        see all of it in a minute, nothing needed",
      "  tidemark start --home ~/tidemark     the server; leave it running",
      "  tidemark create shop --home ~/tidemark \\",
      "      --source postgresql://user@host/db --table public.orders",
      "  tidemark backup shop --home ~/tidemark",
      "  tidemark restore shop --home ~/tidemark --at '2026-11-22 07:15' \\",
      "      --into postgresql://user@host/elsewhere"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TidemarkCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }
}
