package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.Comparison;
import dev.tidemark.capture.table.RowsBetween;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Obscurity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the book has of one table. */
final class TablePage {

  private final TableId table;
  private final List<TableShape> announced = new ArrayList<>();
  private @Nullable TableState state;
  private @Nullable TableState used;
  private @Nullable Sequence usedSince;
  private @Nullable Obscurity obscurity;
  private boolean isMissing;
  private boolean areRowsKnown = true;

  TablePage(TableId table) {
    this.table = table;
  }

  TableId table() {
    return table;
  }

  /** As it was when last looked at. */
  Optional<TableState> state() {
    return Optional.ofNullable(state);
  }

  void state(TableState looked) {
    state = looked;
    isMissing = false;
    used = null;
    usedSince = null;
  }

  void miss() {
    state = null;
    obscurity = null;
    isMissing = true;
  }

  boolean isMissing() {
    return isMissing;
  }

  /** A state, with what older rows have for columns that the source has forgotten. */
  TableState remembering(TableState now) {
    return state == null ? now : now.remembering(state);
  }

  /** Rows of this shape came after the last look. */
  void announced(TableShape shape) {
    announced.add(shape);
  }

  /** Whether nothing came after the last look before capture began. */
  void rowsAreKnown(boolean areKnown) {
    areRowsKnown = areKnown;
  }

  RowsBetween rowsSinceLook() {
    return new RowsBetween(announced, areRowsKnown);
  }

  /** What rows of a shape were taken for since the last look, if it is not as it was then. */
  Optional<TableState> used(TableShape shape) {
    return Optional.ofNullable(used).filter(each -> Comparison.isOf(shape, each));
  }

  /** Takes rows, from a transaction on, for rows of a state that no look has told of yet. */
  void use(TableState adopted, Sequence since) {
    used = adopted;
    usedSince = usedSince == null ? since : usedSince;
  }

  /** The first transaction whose rows were taken for rows of a state not looked at. */
  Optional<Sequence> usedSince() {
    return Optional.ofNullable(usedSince);
  }

  boolean isUsed(TableState looked) {
    return used != null && used.definition().equals(looked.definition());
  }

  void looked() {
    announced.clear();
    areRowsKnown = true;
  }

  Optional<Obscurity> obscurity() {
    return Optional.ofNullable(obscurity);
  }

  void obscure(Obscurity found) {
    obscurity = found;
    used = null;
    usedSince = null;
  }

  void clear() {
    obscurity = null;
  }

  boolean isBeingRead() {
    return obscurity != null && obscurity.readFrom() != null;
  }

  /** It comes into the collection, and was never known in it. */
  boolean isJoining() {
    return obscurity != null && obscurity.after().equals(Sequence.NONE);
  }

  /** Its changes are not written: they would be of a table that nobody knows. */
  boolean isLost() {
    return state == null || (obscurity != null && obscurity.readFrom() == null);
  }
}
