package dev.tidemark.archive.plan;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why a table is not among those of a sequence. */
public final class Absences {

  private final Chains chains;
  private final TimelineFacts facts;
  private final Sequence sequence;

  /**
   * @param facts from the timelines that {@link Planner#timelines} names
   */
  public Absences(Chains chains, TimelineFacts facts, Sequence sequence) {
    this.chains = chains;
    this.facts = facts;
    this.sequence = sequence;
  }

  /** The reason, to follow the name of the table; empty when it was never in the collection. */
  public Optional<String> why(TableId table) {
    Optional<String> removed = removed(table);
    Optional<String> added = added(table).map(Absences::coming);
    if (removed.isPresent() && added.isPresent()) {
      return Optional.of(removed.get() + "; it " + added.get());
    }
    return removed.or(() -> added);
  }

  private Optional<String> removed(TableId table) {
    Optional<String> here =
        facts.alterations().stream()
            .filter(Removed.class::isInstance)
            .map(Removed.class::cast)
            .filter(removed -> removed.table().equals(table))
            .reduce((first, second) -> second)
            .map(
                removed ->
                    "went out of the collection with sequence "
                        + removed.sequence()
                        + ": "
                        + removed.reason());
    return here.or(
        () -> known(table).map(last -> "went out of the collection after sequence " + last));
  }

  /** The end of the last backup before the sequence at which the table was there. */
  private Optional<Sequence> known(TableId table) {
    return chains.chains().stream()
        .map(Chain::manifests)
        .flatMap(List::stream)
        .filter(backup -> !backup.to().sequence().isAfter(sequence))
        .filter(
            backup ->
                backup.openWindows().stream().noneMatch(window -> window.table().equals(table)))
        .filter(
            backup ->
                backup.tables().stream().anyMatch(each -> each.definition().id().equals(table)))
        .map(Manifest::to)
        .map(end -> end.sequence())
        .max(Comparator.naturalOrder());
  }

  /** Where the table comes into the collection next. */
  private Optional<ObscuredWindow> added(TableId table) {
    return chains.chains().stream()
        .map(Chain::manifests)
        .flatMap(List::stream)
        .flatMap(backup -> backup.obscured().stream())
        .filter(window -> window.table().equals(table) && window.isJoining())
        .filter(window -> !window.endsUpTo(sequence))
        .min(Comparator.comparing(ObscuredWindow::after).thenComparing(ObscuredWindow::isOpen));
  }

  /** Said of a table that comes into the collection in a window. */
  public static String coming(ObscuredWindow window) {
    Sequence until = window.until();
    return "was added at sequence "
        + window.first()
        + (until == null
            ? ", and is still being read"
            : ", and can be restored from sequence " + until + " on");
  }
}
