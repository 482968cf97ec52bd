package dev.tidemark.compactor.source;

import dev.tidemark.schemas.change.TableId;
import org.jspecify.annotations.Nullable;

/**
 * One change event as the log has it. Holds the arrays it is given; nobody writes to them.
 *
 * @param offset its place in the partition
 * @param key single-object encoded; null for a truncate
 * @param value the envelope, single-object encoded
 * @param oldKey single-object encoded: the key the row had before this change moved it; else null
 */
@SuppressWarnings("ArrayRecordComponent")
public record LoggedChange(
    TableId table,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte[] value,
    byte @Nullable [] oldKey) {

  /** Where it is, for messages. */
  public String place() {
    return table + ", partition " + partition + ", offset " + offset;
  }
}
