package dev.tidemark.archive.plan;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a plan has to know of a timeline.
 *
 * @param gaps before the sequence planned for
 * @param alterations up to it, in order: tables defined or removed
 */
public record TimelineFacts(List<Gap> gaps, List<TimelineEntry> alterations) {

  public TimelineFacts {
    gaps = List.copyOf(gaps);
    alterations = List.copyOf(alterations);
  }

  /** Picks them out of the timelines that {@link Planner#timelines} names. */
  public static TimelineFacts of(Iterator<TimelineEntry> entries, Sequence upTo) {
    List<Gap> gaps = new ArrayList<>();
    List<TimelineEntry> alterations = new ArrayList<>();
    while (entries.hasNext()) {
      TimelineEntry entry = entries.next();
      if (entry instanceof Gap gap && gap.sequence().isBefore(upTo)) {
        gaps.add(gap);
      } else if (isAlteration(entry) && !entry.sequence().isAfter(upTo)) {
        alterations.add(entry);
      }
    }
    return new TimelineFacts(gaps, alterations);
  }

  private static boolean isAlteration(TimelineEntry entry) {
    return entry instanceof Defined || entry instanceof Removed;
  }
}
