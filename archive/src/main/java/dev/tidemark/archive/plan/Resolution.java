package dev.tidemark.archive.plan;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.Optional;

/** What a restore point turned out to be. */
public sealed interface Resolution {

  /**
   * One sequence.
   *
   * @param commit the transaction of that sequence, unless the timeline does not tell
   * @param remark what a person should know about the choice
   */
  record Resolved(Sequence sequence, Optional<TimelineEntry.Commit> commit, Optional<String> remark)
      implements Resolution {}

  /**
   * Later than the archive: a backup taken now may reach it.
   *
   * @param last where the archive ends
   */
  record Beyond(Boundary last) implements Resolution {}

  /**
   * Earlier than the archive.
   *
   * @param first where the archive begins
   */
  record Before(Boundary first) implements Resolution {}

  /**
   * Inside a stretch of which the archive does not know what was committed.
   *
   * @param after the last sequence before it, which can be restored
   * @param reason for people
   */
  record InGap(Sequence after, String reason) implements Resolution {}

  /**
   * The archive has nothing of that name; a backup taken now may have it.
   *
   * @param what was looked for, as a sentence: "no transaction 4711 is in the archive"
   */
  record Unknown(String what) implements Resolution {}
}
