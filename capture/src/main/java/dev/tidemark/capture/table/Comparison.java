package dev.tidemark.capture.table;

import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.RowKey;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Compares a table in two places of the source's log. Where the log does not say what happened to
 * rows, the answer is that they have to be read again: never that nothing happened.
 *
 * <p>ALTER TABLE rewrites a table's rows into another file, and leaves a stamp on the columns it
 * was about. TRUNCATE, VACUUM FULL, CLUSTER and a change of tablespace make another file, too, and
 * leave no stamp. See PostgreSQL's documentation, "ALTER TABLE", Notes.
 */
public final class Comparison {

  private final TableState before;
  private final TableState after;
  private final RowsBetween between;

  private Comparison(TableState before, TableState after, RowsBetween between) {
    this.before = before;
    this.after = after;
    this.between = between;
  }

  /** What became of the table. */
  public static Alteration of(TableState before, TableState after, RowsBetween between) {
    return new Comparison(before, after, between).alteration();
  }

  private Alteration alteration() {
    List<Supplier<Optional<String>>> reasons =
        List.of(
            this::another,
            this::unpublished,
            this::rekeyed,
            this::noLongerComputed,
            this::retyped,
            this::typeChanged,
            this::relabelled,
            this::rewritten,
            this::unfit);
    return reasons.stream()
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .<Alteration>map(Alteration.Reread::new)
        .orElseGet(
            () ->
                Definitions.isSame(
                        before.definition(),
                        after.definition().rememberingMissing(before.definition()))
                    ? Alteration.NONE
                    : Alteration.REDEFINED);
  }

  private Optional<String> another() {
    return before.definition().relation() == after.definition().relation()
        ? Optional.empty()
        : Optional.of("it was dropped and made again");
  }

  private Optional<String> unpublished() {
    return before.publication() == after.publication()
        ? Optional.empty()
        : Optional.of("it was taken out of the publication for a while");
  }

  private Optional<String> rekeyed() {
    boolean isWhole = after.definition().rowKey() instanceof RowKey.WholeRow;
    if (!keyNumbers(before.definition()).equals(keyNumbers(after.definition()))) {
      return Optional.of("what tells its rows apart was changed");
    }
    List<Integer> columns =
        before.definition().storedColumns().stream().map(Column::number).toList();
    List<Integer> now = after.definition().storedColumns().stream().map(Column::number).toList();
    return isWhole && !columns.equals(now)
        ? Optional.of("its columns were changed, and it has no key")
        : Optional.empty();
  }

  /** Empty for a key of the whole row. */
  private static List<Integer> keyNumbers(TableDefinition definition) {
    List<Integer> numbers = new ArrayList<>();
    if (definition.rowKey() instanceof RowKey.Columns key) {
      for (String name : key.names()) {
        definition.columns().stream()
            .filter(column -> column.name().equals(name))
            .forEach(column -> numbers.add(column.number()));
      }
    }
    return numbers;
  }

  /** What a column computed was never sent: the source alone has it for older rows. */
  private Optional<String> noLongerComputed() {
    return after.definition().storedColumns().stream()
        .filter(now -> isComputed(before, now.number()))
        .findFirst()
        .map(now -> "column " + now.name() + ", which was computed, has values of its own now");
  }

  private static boolean isComputed(TableState state, int number) {
    return state.definition().columns().stream()
        .anyMatch(column -> column.number() == number && !column.isStored());
  }

  /** A type may change without a rewrite only where the text of its values stays what it was. */
  private Optional<String> retyped() {
    for (Column now : after.definition().storedColumns()) {
      Optional<Column> then = column(before, now.number());
      if (then.isPresent() && !isTextKept(then.get(), now)) {
        return Optional.of("the type of column " + now.name() + " was changed");
      }
    }
    return Optional.empty();
  }

  private boolean isTextKept(Column then, Column now) {
    Attribute wasOf = before.attribute(then.number()).orElseThrow();
    Attribute isOf = after.attribute(now.number()).orElseThrow();
    boolean isSameType = wasOf.type() == isOf.type() && wasOf.modifier() == isOf.modifier();
    boolean isSameFile = before.filenode() == after.filenode();
    return isSameType || (isSameFile && now.columnType().holdsValuesOf(then.columnType()));
  }

  private Optional<String> typeChanged() {
    return Definitions.changedType(before.definition(), after.definition())
        .map(type -> "type " + type + ", which it uses, was changed");
  }

  /** A value that was renamed has another text in every old row, whatever has its name now. */
  private Optional<String> relabelled() {
    Map<Long, String> now = new HashMap<>();
    after.labels().forEach(label -> now.put(label.number(), label.text()));
    return before.labels().stream()
        .filter(then -> !then.text().equals(now.getOrDefault(then.number(), then.text())))
        .findFirst()
        .map(then -> "a value of type " + then.type() + ", which it uses, was renamed");
  }

  private Optional<String> rewritten() {
    if (before.filenode() == after.filenode()) {
      return Optional.empty();
    }
    boolean isStamped =
        after.definition().storedColumns().stream()
            .map(Column::number)
            .anyMatch(number -> !after.attribute(number).equals(before.attribute(number)));
    return isStamped ? Optional.of("its rows were rewritten") : Optional.empty();
  }

  /** Rows that came between are understood only as rows of the one state or of the other. */
  private Optional<String> unfit() {
    for (TableShape shape : between.shapes()) {
      if (!isOf(shape, before) && !isOf(shape, after)) {
        return Optional.of("its rows came with columns that it had only for a while");
      }
    }
    boolean isRenumbered =
        after.definition().storedColumns().stream()
            .anyMatch(
                column ->
                    before.definition().storedColumns().stream()
                        .anyMatch(
                            old ->
                                old.name().equals(column.name())
                                    && old.number() != column.number()));
    return isRenumbered && between.mayBeThere()
        ? Optional.of("a column was dropped and made again under its name while its rows changed")
        : Optional.empty();
  }

  /**
   * Whether rows of a shape are rows of a table in this state: they have its columns, and old ones
   * are told apart as it tells them apart.
   */
  public static boolean isOf(TableShape shape, TableState state) {
    return shape.columns().equals(columns(state).toList())
        && shape.tellsApartBy(state.definition().rowKey());
  }

  private static Stream<ShapeColumn> columns(TableState state) {
    return state.definition().storedColumns().stream()
        .map(
            column -> {
              Attribute attribute = state.attribute(column.number()).orElseThrow();
              return new ShapeColumn(column.name(), attribute.type(), attribute.modifier());
            });
  }

  private static Optional<Column> column(TableState state, int number) {
    return state.definition().storedColumns().stream()
        .filter(column -> column.number() == number)
        .findFirst();
  }
}
