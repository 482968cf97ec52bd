package dev.tidemark.app.cli;

import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.Progress;

/** Draws progress on a terminal, and says notes on stderr. */
final class ConsoleListener implements Listener, AutoCloseable {

  private final Console console;
  private final Progress progress;

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
  }

  @Override
  public void close() {
    progress.close();
  }
}
