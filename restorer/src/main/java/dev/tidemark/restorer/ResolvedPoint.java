package dev.tidemark.restorer;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.util.Optional;

/**
 * The restore point as one place in history.
 *
 * @param sequence everything up to it is restored
 * @param commit the transaction of that sequence: its time, id and position in the source; empty
 *     when the timeline does not reach back to it
 * @param remark what a person should know about the choice
 */
public record ResolvedPoint(Sequence sequence, Optional<Commit> commit, Optional<String> remark) {}
