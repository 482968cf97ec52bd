package dev.tidemark.compactor.backup;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a range of the log before its end is.
 *
 * @param before its first transaction comes after this
 * @param last its last transaction
 * @param readFrom where the log is read from
 * @param partitions how many its tables have
 * @param snapshot the start of the snapshot that it is, if it is one: of another slot, and so of
 *     another moment, for each attempt. Its offsets alone do not tell: a topic may be made anew
 */
record Span(
    Sequence before,
    Sequence last,
    OffsetMap readFrom,
    SortedMap<TableId, Integer> partitions,
    Optional<SnapshotStarted> snapshot) {

  /**
   * @param shape offsets in all its tables and partitions
   */
  static Span of(
      Sequence before,
      Sequence last,
      OffsetMap readFrom,
      OffsetMap shape,
      Optional<SnapshotStarted> snapshot) {
    SortedMap<TableId, Integer> partitions = new TreeMap<>();
    shape.offsets().forEach((table, offsets) -> partitions.put(table, offsets.size()));
    return new Span(before, last, readFrom, partitions, snapshot);
  }

  static Span of(BackupRange range) {
    return of(
        range.before(),
        range.to().sequence(),
        range.readFrom(),
        range.to().offsets(),
        range.snapshot());
  }
}
