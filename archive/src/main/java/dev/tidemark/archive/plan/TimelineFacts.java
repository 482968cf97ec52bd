package dev.tidemark.archive.plan;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a plan has to know of a timeline.
 *
 * @param gaps before the sequence planned for
 * @param definitions up to it, in order
 */
public record TimelineFacts(List<Gap> gaps, List<Defined> definitions) {

  public TimelineFacts {
    gaps = List.copyOf(gaps);
    definitions = List.copyOf(definitions);
  }

  /** Picks them out of the timelines that {@link Planner#timelines} names. */
  public static TimelineFacts of(Iterator<TimelineEntry> entries, Sequence upTo) {
    List<Gap> gaps = new ArrayList<>();
    List<Defined> definitions = new ArrayList<>();
    while (entries.hasNext()) {
      TimelineEntry entry = entries.next();
      if (entry instanceof Gap gap && gap.sequence().isBefore(upTo)) {
        gaps.add(gap);
      } else if (entry instanceof Defined defined && !defined.sequence().isAfter(upTo)) {
        definitions.add(defined);
      }
    }
    return new TimelineFacts(gaps, definitions);
  }
}
