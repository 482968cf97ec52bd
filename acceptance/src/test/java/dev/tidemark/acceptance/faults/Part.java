package dev.tidemark.acceptance.faults;

import java.util.Locale;

/** A process that can be harmed. */
enum Part {
  TIDEMARK,
  BROKER,
  SOURCE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
