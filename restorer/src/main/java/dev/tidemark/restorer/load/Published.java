package dev.tidemark.restorer.load;

import dev.tidemark.restorer.ddl.Skipped;
import java.util.List;

/**
 * What there is to say of a restore that is in its place.
 *
 * @param skipped the foreign keys and triggers that were left out
 * @param notes what did not go as it should without being part of the restore, as sentences
 */
public record Published(List<Skipped> skipped, List<String> notes) {

  public Published {
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }
}
