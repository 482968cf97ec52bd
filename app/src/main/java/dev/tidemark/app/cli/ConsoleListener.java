package dev.tidemark.app.cli;

import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Progress;
import java.util.ArrayList;
import java.util.List;

/** Draws progress on a terminal, and says notes on stderr. */
final class ConsoleListener implements Listener, AutoCloseable {

  private final Console console;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();

  ConsoleListener(Console console) {
    this.console = console;
    this.progress = new Progress(console);
  }

  @Override
  public void progress(String step, long done, long total) {
    progress.at(step, done, total);
  }

  @Override
  public void note(String text) {
    progress.close();
    console.note("note: " + text);
    notes.add(text);
  }

  /** What was said so far, for the answer to repeat to a program. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() {
    progress.close();
  }
}
