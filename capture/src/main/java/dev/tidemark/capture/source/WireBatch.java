package dev.tidemark.capture.source;

import dev.tidemark.capture.catalog.Lsn;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the engine carries from its task to its consumer: one record of it for many messages.
 *
 * @param confirm tells the server up to where it may forget
 */
record WireBatch(List<WireMessage> messages, Consumer<Lsn> confirm) {

  WireBatch {
    messages = List.copyOf(messages);
  }
}
