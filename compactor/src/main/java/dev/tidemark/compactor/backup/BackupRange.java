package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a job covers.
 *
 * @param from the manifest's own words for where it begins
 * @param before its first transaction comes after this
 * @param readFrom where the log is read from
 * @param to where it ends, in the log too
 * @param isCut it ends early, so that a table's reading comes into the next
 * @param snapshot the start of the snapshot that it is, if it is one
 * @param entries gives the timeline between them, each time it is asked
 */
record BackupRange(
    Boundary from,
    Sequence before,
    OffsetMap readFrom,
    Boundary to,
    boolean isCut,
    Optional<SnapshotStarted> snapshot,
    Entries entries) {

  interface Entries {
    void read(Consumer<TimelineEntry> sink);
  }
}
