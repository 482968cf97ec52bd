package dev.tidemark.archive.chain;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import java.util.List;

/**
 * All that can be restored, from the oldest full on.
 *
 * @param first the end of the oldest full
 * @param last the end of the newest backup
 * @param timelines the backups whose timelines, one after the other, tell it without repetition
 */
public record History(Boundary first, Boundary last, List<Manifest> timelines) {

  public History {
    timelines = List.copyOf(timelines);
  }
}
