package dev.tidemark.capture.publish;

import dev.tidemark.capture.event.LogHealth;
import dev.tidemark.capture.event.LogLoss;
import dev.tidemark.capture.event.LogLoss.Part;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the topics of a collection are those that capture made, and hold all that no backup has.
 * Nothing is removed from them but what a backup has, and the timeline is never shortened.
 */
final class TopicHealth implements LogHealth {

  private static final Logger LOG = LoggerFactory.getLogger(TopicHealth.class);

  private final KafkaAddress kafka;
  private final Topics topics;
  private final CollectionTopics made;
  private final LogTopics open;
  private final LogAtStart start;
  private final Supplier<Optional<Covered>> archived;

  /** What backups are known to have, or what begins a chain that none has yet. */
  private @Nullable Covered covered;

  TopicHealth(
      KafkaAddress kafka,
      Topics topics,
      CollectionTopics made,
      LogTopics open,
      LogAtStart start,
      Supplier<Optional<Covered>> archived) {
    this.kafka = kafka;
    this.topics = topics;
    this.made = made;
    this.open = open;
    this.start = start;
    this.archived = archived;
  }

  @Override
  public synchronized Optional<LogLoss> loss() {
    return timeline()
        .map(reason -> new LogLoss(known().sequence(), Part.TIMELINE, reason))
        .or(() -> changes().map(reason -> new LogLoss(known().sequence(), Part.CHANGES, reason)))
        .or(this::expired);
  }

  private Optional<String> timeline() {
    Optional<String> atStart = start.timeline(topics);
    if (atStart.isPresent()) {
      return atStart;
    }
    String timeline = "the timeline, topic " + topics.timeline() + ", ";
    if (open.ids().isReplaced(topics.timeline(), made.ids(List.of()))) {
      return Optional.of(timeline + "was deleted or emptied");
    }
    long begin = made.begin(topics.timeline());
    return begin > 0 && isNeeded(LastCheckpoint.first(kafka, topics.timeline()))
        ? Optional.of(timeline + "has lost what was before offset " + begin)
        : Optional.empty();
  }

  /** Whether no backup has what was before the first checkpoint that is left. */
  private boolean isNeeded(Optional<Checkpoint> first) {
    boolean isBeginning =
        first.filter(each -> each.gap().isPresent() || each.isSnapshotting()).isPresent();
    return !isBeginning && (first.isEmpty() || !first.get().last().isBefore(known().sequence()));
  }

  private Optional<String> changes() {
    return start.changes(topics).or(this::deleted).or(this::shortened);
  }

  private Optional<String> deleted() {
    // In this order: a topic that is made in between is not looked for.
    TopicIds before = open.ids();
    return before
        .replaced(made.ids(open.counts().keySet()))
        .map(topic -> "topic " + topic + " was deleted");
  }

  private Optional<String> shortened() {
    SortedMap<TableId, List<Long>> ends = made.ends(open.counts());
    for (TableId table : ends.keySet()) {
      List<Long> next = ends.getOrDefault(table, List.of());
      for (int partition = 0; partition < next.size(); partition++) {
        long reached = start.reached().next(table, partition);
        if (next.get(partition) < reached) {
          return Optional.of(
              partition(table, partition)
                  + " ends at offset "
                  + next.get(partition)
                  + ", before "
                  + reached
                  + ", where capture had come");
        }
      }
    }
    return Optional.empty();
  }

  private String partition(TableId table, int partition) {
    return "topic " + topics.changes(table) + ", partition " + partition + ",";
  }

  private Optional<LogLoss> expired() {
    SortedMap<TableId, List<Long>> begins = made.begins(open.counts());
    Covered before = covered == null ? Covered.NOTHING : covered;
    if (expired(begins, before.offsets()).isEmpty()) {
      return Optional.empty();
    }
    Covered now;
    try {
      now = needed();
    } catch (ProblemException e) {
      // An archive that is down must not keep the source from being captured. It is asked again.
      LOG.debug("{}: the archive was not asked", topics.collection(), e);
      return Optional.empty();
    }
    covered = now;
    return expired(begins, now.offsets())
        .map(why -> new LogLoss(now.sequence(), Part.CHANGES, why));
  }

  private Optional<String> expired(SortedMap<TableId, List<Long>> begins, OffsetMap needed) {
    for (TableId table : begins.keySet()) {
      List<Long> first = begins.getOrDefault(table, List.of());
      for (int partition = 0; partition < first.size(); partition++) {
        if (first.get(partition) > needed.next(table, partition)) {
          return Optional.of(
              partition(table, partition)
                  + " begins at offset "
                  + first.get(partition)
                  + ", and no backup has what was there from offset "
                  + needed.next(table, partition)
                  + " on");
        }
      }
    }
    return Optional.empty();
  }

  /** From where changes are needed: the newest backup's end, or a later snapshot's beginning. */
  private Covered needed() {
    Covered backup = known();
    return LastCheckpoint.snapshotAfter(kafka, topics.timeline(), backup.sequence())
        .map(begun -> new Covered(backup.sequence(), backup.time(), begun.offsets()))
        .orElse(backup);
  }

  private Covered known() {
    return archived.get().orElse(Covered.NOTHING);
  }

  @Override
  public void forgetTimeline() {
    made.emptyTimeline();
  }
}
