package dev.tidemark.app.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Asks a person for statements until there are no more. */
public final class Prompt {

  private static final String FIRST = "tidemark> ";
  private static final String NEXT = "      ... ";
  private static final Set<String> LAST_WORDS = Set.of("exit", "quit");

  private final Supplier<List<String>> collections;
  private final Path history;

  /**
   * @param collections their names, to complete what is being written
   * @param userHome where the history is kept: {@code .tidemark_history}
   */
  public Prompt(Supplier<List<String>> collections, Path userHome) {
    this.collections = collections;
    this.history = userHome.resolve(".tidemark_history");
  }

  /** Hands on every statement, or several that were written on one line. */
  public void run(Consumer<String> statements) {
    try (Terminal terminal = TerminalBuilder.builder().name("tidemark").system(true).build()) {
      run(terminal, statements);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #run(Consumer)}, at any terminal. */
  void run(Terminal terminal, Consumer<String> statements) {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("tidemark")
            .parser(new StatementLines(LAST_WORDS))
            .completer(new StatementCompleter(collections))
            .history(new SecretiveHistory(history))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, NEXT)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .build();
    String line = next(reader);
    while (!LAST_WORDS.contains(line)) {
      interruptible(terminal, line, statements);
      line = next(reader);
    }
  }

  /** The next line; Ctrl-C gives up what was written, Ctrl-D ends it all. */
  private static String next(LineReader reader) {
    while (true) {
      try {
        return reader.readLine(FIRST).strip();
      } catch (UserInterruptException e) {
        reader.getTerminal().writer().flush();
      } catch (EndOfFileException e) {
        return "exit";
      }
    }
  }

  /** Ctrl-C ends what is carried out, and not the prompt. */
  private static void interruptible(Terminal terminal, String line, Consumer<String> statements) {
    Thread worker = Thread.currentThread();
    Terminal.SignalHandler before =
        terminal.handle(Terminal.Signal.INT, signal -> worker.interrupt());
    try {
      statements.accept(line);
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
      boolean unused = Thread.interrupted();
    }
  }
}
