package dev.tidemark.capture.publish;

import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log as it was found when it was opened.
 *
 * @param last the last checkpoint; null without one
 * @param unreadable why there is none that can be read; null when there is no such reason
 * @param kept the ids of topics as they were kept
 * @param there the ids that the topics have
 * @param isUsed there are changes or backups
 * @param hasStates something was kept of the tables
 */
record LogAtStart(
    @Nullable Checkpoint last,
    @Nullable String unreadable,
    TopicIds kept,
    TopicIds there,
    boolean isUsed,
    boolean hasStates) {

  /** There is no gap at its end, and no snapshot under way. */
  boolean isWhole() {
    return last != null && last.gap().isEmpty() && !last.isSnapshotting();
  }

  OffsetMap reached() {
    return last == null ? OffsetMap.EMPTY : last.offsets();
  }

  /** What happened to its timeline. */
  Optional<String> timeline(Topics topics) {
    String timeline = "the timeline, topic " + topics.timeline() + ", ";
    if (unreadable != null) {
      return Optional.of(timeline + "is damaged: " + unreadable);
    }
    if (kept.isReplaced(topics.timeline(), there) || (last == null && isUsed)) {
      return Optional.of(timeline + "was deleted or emptied");
    }
    return Optional.empty();
  }

  /** What happened to its other topics. */
  Optional<String> changes(Topics topics) {
    Optional<String> replaced = kept.replaced(there).or(() -> missing(topics));
    if (replaced.isPresent()) {
      return Optional.of("topic " + replaced.get() + " was deleted");
    }
    // Every log has a table's state, but one whose tables have all gone; that has ids.
    return isWhole() && kept.names().isEmpty() && !hasStates
        ? Optional.of("topic " + topics.catalog() + " was deleted or emptied")
        : Optional.empty();
  }

  /** The topic of a table that has changes by the last checkpoint, also of one that has gone. */
  private Optional<String> missing(Topics topics) {
    return reached().offsets().entrySet().stream()
        .filter(table -> table.getValue().stream().anyMatch(end -> end > 0))
        .map(table -> topics.changes(table.getKey()))
        .filter(topic -> !there.names().contains(topic))
        .findFirst();
  }
}
