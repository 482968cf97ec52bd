package dev.tidemark.app.server;

import dev.tidemark.app.operation.Listener;
import org.slf4j.Logger;

/**
 * Hears an operation that nobody waits for: how far it is anybody can look up, and its notes are in
 * the log.
 */
record LoggedNotes(Logger log) implements Listener {

  @Override
  public void progress(String step, long done, long total) {}

  @Override
  public void note(String text) {
    log.info(text);
  }
}
