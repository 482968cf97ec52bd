package dev.tidemark.restorer.load;

import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a finished restore says of itself.
 *
 * @param sequence everything up to it is in
 * @param time the source's commit time of it, where it is known
 * @param tables what was loaded, by the table's name on the target
 */
public record Completion(
    Sequence sequence, Optional<Instant> time, SortedMap<TableId, Checksum> tables) {

  public Completion {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }
}
