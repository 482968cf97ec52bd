package dev.tidemark.app.cli;

import dev.tidemark.app.home.CollectionStore;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.app.prompt.Prompt;
import dev.tidemark.app.session.Answer;
import dev.tidemark.app.session.Place;
import dev.tidemark.app.session.Session;
import dev.tidemark.app.sql.Statement;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Carries out statements: given, from a file, or at a prompt. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Carry out statements: everything the other commands do, and what only a statement can say.%n",
      "With STATEMENTS or --file it carries them out and ends; they are all read before the first is"
          + " begun, and the first that fails ends it. With neither, at a terminal, there is a prompt"
          + " with history, completion with the tab key, and statements over several lines, up to a"
          + " semicolon; elsewhere the statements are read from stdin.%n",
      "With --storage in place of a home, backups can be shown and restored.%n",
      "The language: docs/sql.md."
    },
    footer = {
      "%nExamples:",
      "  tidemark sql --home ~/tidemark 'BACKUP shop INCREMENTAL'",
      "  tidemark sql --home ~/tidemark --file nightly.sql --json",
      "  tidemark sql --home ~/tidemark"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SqlCommand implements Callable<Integer> {

  /** Set by the script when stdin and stdout are a terminal, which Java itself cannot tell. */
  private static final String PROMPT = "tidemark.prompt";

  private final Console console;
  private final OnSignal signals;

  @Parameters(
      paramLabel = "STATEMENTS",
      arity = "0..1",
      description = "one statement, or several with semicolons between them")
  private @Nullable String text;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private PlaceOption place;

  @ArgGroup(exclusive = true)
  private @Nullable KeyOption key;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "holds the statements")
  private @Nullable Path file;

  @Option(
      names = "--json",
      description = "print one JSON document on stdout for each statement, for programs")
  private boolean json;

  SqlCommand(Console console, OnSignal signals) {
    this.console = console;
    this.signals = signals;
  }

  @Override
  public Integer call() {
    Session session =
        new Session(
            where(),
            Clock.systemUTC(),
            console.environment(),
            MachineZone.of(console.environment()));
    if (text != null && file != null) {
      throw new UsageException(
          "statements were given twice, and in a file", "Give STATEMENTS or --file.");
    } else if (text == null && file == null && Boolean.getBoolean(PROMPT)) {
      new Prompt(this::collections, Path.of(System.getProperty("user.home")))
          .run(line -> answered(session, line));
    } else {
      String given = text != null ? text : read();
      return signals.interrupted(() -> carriedOut(session, given))
          ? ExitCode.OK
          : ExitCode.SOFTWARE;
    }
    return ExitCode.OK;
  }

  private Place where() {
    return place
        .home()
        .<Place>map(Place.InHome::new)
        .orElseGet(() -> new Place.InStorage(place.stored(key)));
  }

  /** At the prompt a failure is told, and the next statement may come. */
  private void answered(Session session, String line) {
    try {
      boolean unused = carriedOut(session, line);
    } catch (ProblemException e) {
      console.error(e);
    }
  }

  /** Answers whether all that was looked at is well. */
  private boolean carriedOut(Session session, String statements) {
    boolean isWell = true;
    for (Statement statement : session.parse(statements)) {
      List<String> notes;
      Answer answer;
      try (ConsoleListener listener = new ConsoleListener(console)) {
        answer = session.run(statement, listener);
        notes = listener.notes();
      }
      if (json) {
        new AnswerJson(console, notes).print(answer);
      } else {
        new AnswerText(console, notes).print(answer);
      }
      isWell &= answer.isWell();
    }
    return isWell;
  }

  private String read() {
    try {
      return file == null
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(file);
    } catch (IOException e) {
      throw new UsageException(
          "cannot read the statements from "
              + (file == null ? "stdin" : file)
              + ": "
              + e.getClass().getSimpleName(),
          "The file holds statements as UTF-8 text, with semicolons between them.");
    }
  }

  private List<String> collections() {
    return place
        .home()
        .map(Home::collections)
        .map(CollectionStore::names)
        .orElseGet(() -> place.stored(key).names())
        .stream()
        .map(CollectionName::value)
        .toList();
  }
}
