package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.Alteration;
import dev.tidemark.capture.table.Comparison;
import dev.tidemark.capture.table.Look;
import dev.tidemark.capture.table.LookNews;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Obscurity;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Obscured;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What capture knows of each table at the place of the source's log it has come to: how the table
 * was when it was last looked at, and whether its rows can still be believed.
 */
final class TableBook {

  private static final String GONE =
      "it is no longer in the source, or cannot be captured as it is now";

  private static final String ALTERED = "it was altered somewhere here";
  private static final String ALTERED_AMONG_ROWS = "it was altered while its rows changed";

  /** Why a table is not known that comes into the collection. */
  private static final String ADDED = "it was added to the collection";

  private static final String TAKEN_OUT = "it was taken out of the collection";

  private final CatalogNow catalog;
  private final NavigableMap<TableId, TablePage> pages = new TreeMap<>();
  private Set<TableId> members = new TreeSet<>();
  private Sequence checked;

  /**
   * @param states as they were last looked at
   * @param missing tables of the collection that the source does not have
   * @param checked the last sequence at which they were
   * @param obscured tables whose rows are not to be believed
   * @param isFresh nothing was captured after that look
   */
  TableBook(
      CatalogNow catalog,
      List<TableState> states,
      Set<TableId> missing,
      Sequence checked,
      List<Obscurity> obscured,
      boolean isFresh) {
    this.catalog = catalog;
    this.checked = checked;
    states.forEach(state -> page(state.table()).state(state));
    missing.forEach(table -> page(table).miss());
    // What was read of a table before a crash is no beginning to go on from.
    obscured.forEach(each -> page(each.table()).obscure(each.withReading(null)));
    pages.values().forEach(page -> page.rowsAreKnown(isFresh));
    members.addAll(pages.keySet());
  }

  /** The tables that the collection has here, in order; some may be missing in the source. */
  Set<TableId> members() {
    return Set.copyOf(members);
  }

  /** The last sequence up to which definitions are complete. */
  Sequence checked() {
    return checked;
  }

  List<Obscurity> obscured() {
    return pages.values().stream().map(TablePage::obscurity).flatMap(Optional::stream).toList();
  }

  /**
   * The tables that were lost sight of and are there to be read, in order. One whose changes do not
   * come would be lost sight of again as soon as they do: it waits until then.
   */
  List<TableState> unread() {
    return pages.values().stream()
        .filter(page -> page.obscurity().filter(each -> each.readFrom() == null).isPresent())
        .map(TablePage::state)
        .flatMap(Optional::stream)
        .filter(TableState::isPublished)
        .toList();
  }

  Optional<TableState> state(TableId table) {
    return page(table).state();
  }

  /** Whether its changes are not written. */
  boolean isLost(TableId table) {
    return page(table).isLost();
  }

  boolean isBeingRead(TableId table) {
    return page(table).isBeingRead();
  }

  /** Its rows begin to come, with this transaction. */
  void reading(TableId table, Sequence from) {
    TablePage page = page(table);
    page.obscure(page.obscurity().orElseThrow().withReading(from));
  }

  Cleared clear(TableId table, Sequence from) {
    page(table).clear();
    return new Cleared(from, table);
  }

  /**
   * Loses sight of a table. Of one that comes into the collection the timeline says nothing but
   * that it is read, and when it is known.
   *
   * @param last the sequence before
   * @param entries takes what this tells of the table
   */
  void obscure(TableId table, Sequence last, String reason, List<TimelineEntry> entries) {
    TablePage page = page(table);
    Sequence after = page.obscurity().map(Obscurity::after).orElse(checked);
    page.obscure(new Obscurity(table, after, null, reason));
    if (!page.isJoining()) {
      entries.add(new Obscured(last, table, after, reason));
    }
  }

  /**
   * The definition that rows of a newly announced shape have.
   *
   * @param sequence of their transaction
   * @param entries takes what this tells of the table
   * @return empty when they are not to be written: the table will be read again
   */
  Optional<TableDefinition> fit(TableShape shape, Sequence sequence, List<TimelineEntry> entries) {
    TablePage page = page(shape.table());
    if (page.isLost()) {
      return Optional.empty();
    }
    page.announced(shape);
    Optional<TableState> state =
        page.state()
            .filter(known -> Comparison.isOf(shape, known))
            .or(() -> page.used(shape))
            .or(() -> adopt(shape, page, sequence, entries));
    return state.map(TableState::definition);
  }

  /** What the catalog has now will do when it is what these rows are of, and means no new rows. */
  private Optional<TableState> adopt(
      TableShape shape, TablePage page, Sequence sequence, List<TimelineEntry> entries) {
    TableId table = shape.table();
    Optional<TableState> now =
        page.isBeingRead()
            ? Optional.empty()
            : catalog
                .state(table)
                .map(page::remembering)
                .filter(state -> Comparison.isOf(shape, state))
                .filter(state -> !(alteration(page, state) instanceof Alteration.Reread));
    if (now.isEmpty()) {
      obscure(table, sequence.previous(), ALTERED_AMONG_ROWS, entries);
    } else {
      if (page.usedSince().isEmpty()) {
        entries.add(new Obscured(sequence.previous(), table, checked, ALTERED));
      }
      page.use(now.get(), sequence);
      entries.add(new Defined(sequence, now.get().definition()));
    }
    return now;
  }

  private static Alteration alteration(TablePage page, TableState now) {
    return page.state()
        .map(before -> Comparison.of(before, now, page.rowsSinceLook()))
        .orElse(new Alteration.Reread("it was not there when it was last looked for"));
  }

  /**
   * Takes a look at the catalog that stands in this place of the source's log.
   *
   * @param last the sequence before it. What this tells takes the next one
   * @return what it means for the timeline; empty when the look does not go on from what is known
   */
  Optional<List<TimelineEntry>> look(LookNews news, Sequence last) {
    Set<TableId> named = news.members().isEmpty() ? members : news.members();
    if (!after(news, named).digest().equals(news.digest())) {
      return Optional.empty();
    }
    List<TimelineEntry> entries = new ArrayList<>();
    pages.values().stream()
        .filter(page -> !named.contains(page.table()))
        .forEach(page -> miss(page, TAKEN_OUT, last, entries));
    pages.keySet().retainAll(named);
    news.missing().forEach(table -> miss(page(table), GONE, last, entries));
    for (TableState state : news.stated()) {
      if (members.contains(state.table())) {
        restate(state, last, entries);
      } else {
        join(state);
      }
    }
    members = new TreeSet<>(named);
    for (TablePage page : pages.values()) {
      if (page.usedSince().isPresent()) {
        obscure(page.table(), last, ALTERED_AMONG_ROWS, entries);
      }
      page.looked();
    }
    boolean takesSequence = entries.stream().anyMatch(entry -> entry.sequence().isAfter(last));
    checked = takesSequence ? last.next() : last;
    return Optional.of(entries);
  }

  /** What is known, with these news. */
  private Look after(LookNews news, Set<TableId> named) {
    NavigableMap<TableId, TableState> states = new TreeMap<>();
    TreeSet<TableId> missing = new TreeSet<>(news.missing());
    for (TablePage page : pages.values()) {
      if (named.contains(page.table())) {
        page.state().ifPresent(state -> states.put(page.table(), state));
        if (page.isMissing()) {
          missing.add(page.table());
        }
      }
    }
    news.missing().forEach(states::remove);
    for (TableState state : news.stated()) {
      states.put(state.table(), state);
      missing.remove(state.table());
    }
    return new Look(states, missing);
  }

  /** A table comes into the collection: it will be read. */
  private void join(TableState state) {
    TablePage page = page(state.table());
    page.obscure(new Obscurity(state.table(), Sequence.NONE, null, ADDED));
    page.state(state);
  }

  private void miss(TablePage page, String reason, Sequence last, List<TimelineEntry> entries) {
    if (page.state().isPresent()) {
      if (!page.isJoining()) {
        obscureSince(page.table(), last, reason, entries);
      }
      entries.add(new Removed(last.next(), page.table(), reason));
    }
    page.miss();
  }

  /** Between the look before and this one something happened, and nobody knows where. */
  private void obscureSince(
      TableId table, Sequence last, String reason, List<TimelineEntry> entries) {
    if (last.isAfter(checked)) {
      entries.add(new Obscured(last, table, checked, reason));
    }
  }

  private void restate(TableState stated, Sequence last, List<TimelineEntry> entries) {
    TablePage page = page(stated.table());
    TableState state = page.remembering(stated);
    Alteration alteration = alteration(page, state);
    if (alteration instanceof Alteration.Reread reread) {
      obscure(state.table(), last, reread.reason(), entries);
    } else if (!page.isLost()) {
      redefine(page, state, alteration, last, entries);
    }
    page.state(state);
  }

  private void redefine(
      TablePage page,
      TableState state,
      Alteration alteration,
      Sequence last,
      List<TimelineEntry> entries) {
    boolean isNews = alteration instanceof Alteration.Redefined && !page.isUsed(state);
    Optional<Sequence> since = page.usedSince();
    boolean isObscured = since.isPresent() || last.isAfter(checked);
    if (isNews && since.isEmpty() && !page.isBeingRead()) {
      obscureSince(state.table(), last, ALTERED, entries);
    }
    if (isNews) {
      entries.add(new Defined(last.next(), state.definition()));
    }
    if (!page.isBeingRead() && (since.isPresent() || (isNews && isObscured))) {
      entries.add(new Cleared(since.orElse(last.next()), state.table()));
    }
  }

  private TablePage page(TableId table) {
    return pages.computeIfAbsent(table, TablePage::new);
  }

  /** How the catalog is now, which may be later than the place capture has come to. */
  @FunctionalInterface
  public interface CatalogNow {

    /** Empty when the table is gone, or cannot be looked at just now. */
    Optional<TableState> state(TableId table);
  }
}
