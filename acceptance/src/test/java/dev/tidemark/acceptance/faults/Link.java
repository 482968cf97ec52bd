package dev.tidemark.acceptance.faults;

import java.util.Locale;

/** What Tidemark is connected to, over a relay. */
enum Link {
  SOURCE,
  KAFKA;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
