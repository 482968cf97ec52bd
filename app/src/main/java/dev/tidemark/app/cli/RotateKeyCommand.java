package dev.tidemark.app.cli;

import dev.tidemark.app.operation.RotateKey;
import dev.tidemark.app.output.Console;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes the key of encrypted backups. */
@Command(
    name = "rotate-key",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Change the key that a collection's backups are encrypted with.%n",
      "The keys of the backups are wrapped anew, in one write; no backup is rewritten, and every"
          + " one of them is restored with the new key from then on. The old key must still be"
          + " where the collection has it: put the new one into another file or variable."
    },
    footer = {
      "%nExample:",
      "  tidemark rotate-key shop --home ~/tidemark --key-file /etc/tidemark/2027.key"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RotateKeyCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "NAME", description = "of the collection")
  private CollectionName name;

  @Mixin private HomeOption home;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private KeyOption key;

  @Mixin private WaitOption wait;

  RotateKeyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ConsoleListener listener = new ConsoleListener(console)) {
      String id =
          new RotateKey(home.home(), Clock.systemUTC(), listener)
              .run(name, key.source(), wait.patience());
      console.say(AnswerText.rotated(name, id));
    }
    return ExitCode.OK;
  }
}
