package dev.tidemark.restorer.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.erasure.RowMatch;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.UserType;
import dev.tidemark.schemas.table.ValueKind;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A condition over the rows that a table ever had")
class ConditionMatchTest {

  private static final TableDefinition FIRST = table(1, text(2, "email", null));
  private static final TableDefinition RENAMED =
      table(1, text(2, "address", null), text(3, "mood", "good"));

  /** The column has another type, so nothing tells what its texts would be as numbers. */
  private static final TableDefinition RETYPED = table(1, number(2, "address"));

  /** Another table under the same name. */
  private static final TableDefinition ANOTHER = table(2, text(2, "email", null));

  private static final RowCondition BOB = is("address", "bob");

  @Test
  @DisplayName("finds a column by its number under the name that it had, and what it was given")
  void byNumber() {
    RowMatch bob = new ConditionMatch(BOB, List.of(FIRST, RENAMED));
    RowMatch good = new ConditionMatch(is("mood", "good"), List.of(FIRST, RENAMED));

    assertThat(of(bob, RENAMED).isMet(row(RENAMED, "1", "bob", "bad"))).isTrue();
    assertThat(of(bob, FIRST).isMet(row(FIRST, "1", "bob"))).isTrue();
    assertThat(of(bob, FIRST).isMet(row(FIRST, "1", "ann"))).isFalse();
    assertThat(of(good, FIRST).isMet(row(FIRST, "1", "ann"))).isTrue();
    assertThat(of(bob, FIRST).needs(1)).isTrue();
    assertThat(of(bob, FIRST).needs(0)).isFalse();
    assertThat(of(bob, RENAMED).needs(2)).isFalse();
  }

  @Test
  @DisplayName("asks no more of old rows than for its own columns")
  void otherColumns() {
    RowMatch one = new ConditionMatch(is("id", "1"), List.of(FIRST, RETYPED));

    assertThat(of(one, FIRST).isMet(row(FIRST, "1", "x"))).isTrue();
    assertThat(of(one, FIRST).isMet(row(FIRST, "2", "x"))).isFalse();
  }

  @Test
  @DisplayName("is told by the names of then where rows cannot be brought to what the table is now")
  void byName() {
    RowMatch bob = new ConditionMatch(is("email", "bob"), List.of(FIRST, ANOTHER));

    assertThat(of(bob, FIRST).isMet(row(FIRST, "1", "bob"))).isTrue();
    assertThat(of(bob, ANOTHER).isMet(row(ANOTHER, "1", "bob"))).isTrue();
  }

  @Test
  @DisplayName("is not told of rows that have no such value")
  void untold() {
    RowMatch match = new ConditionMatch(is("address", "7"), List.of(FIRST, RETYPED));

    assertThat(match.of(RowSchema.of(FIRST))).isEmpty();
    assertThatThrownBy(() -> new ConditionMatch(BOB, List.of(RENAMED, FIRST)))
        .isInstanceOf(CorrectConditionException.class);
  }

  @Test
  @DisplayName("does not know how a label compares that the enum has no more")
  void labelOfThen() {
    TableDefinition moods =
        table(
            1,
            List.of(new UserType("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'glad')")),
            new Column(
                2,
                "mood",
                "public.mood",
                ValueKind.TEXT,
                true,
                null,
                Generation.PLAIN,
                null,
                null));
    RowMatch glad = new ConditionMatch(is("mood", "glad"), List.of(moods));
    RowMatch others =
        new ConditionMatch(
            new RowCondition(new Condition.Not(is("mood", "glad").condition()), ZoneOffset.UTC),
            List.of(moods));

    assertThat(of(glad, moods).isMet(row(moods, "1", "glad"))).isTrue();
    assertThat(of(glad, moods).isMet(row(moods, "1", "happy"))).isFalse();
    assertThat(of(others, moods).isMet(row(moods, "1", "happy"))).isFalse();
    assertThat(of(others, moods).isMet(row(moods, "1", "sad"))).isTrue();
    assertThatThrownBy(() -> new ConditionMatch(is("mood", "happy"), List.of(moods)))
        .isInstanceOf(CorrectConditionException.class);
  }

  private static RowMatch.OfSchema of(RowMatch match, TableDefinition definition) {
    return match.of(RowSchema.of(definition)).orElseThrow();
  }

  private static RowCondition is(String column, String text) {
    return new RowCondition(
        new Condition.Compared(column, Comparison.EQUAL, new Literal.Quoted(text)), ZoneOffset.UTC);
  }

  private static RowSlice row(TableDefinition definition, String... values) {
    AvroOutput out = new AvroOutput();
    int[] unused = RowEncoder.of(RowSchema.of(definition)).encodeRow(values, out);
    return RowSlice.of(out.toByteArray());
  }

  private static Column text(int number, String name, @Nullable String missing) {
    return new Column(
        number, name, "text", ValueKind.TEXT, true, null, Generation.PLAIN, null, missing);
  }

  private static Column number(int number, String name) {
    return new Column(
        number, name, "integer", ValueKind.INT32, true, null, Generation.PLAIN, null, null);
  }

  private static TableDefinition table(long relation, Column... others) {
    return table(relation, List.of(), others);
  }

  private static TableDefinition table(long relation, List<UserType> types, Column... others) {
    List<Column> columns = new ArrayList<>(List.of(number(1, "id")));
    columns.addAll(List.of(others));
    return new TableDefinition(
        new TableId("public", "people"),
        relation,
        columns.get(columns.size() - 1).number(),
        columns,
        new PrimaryKey("people_pkey", List.of("id"), "PRIMARY KEY (id)"),
        ReplicaIdentity.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        types,
        List.of());
  }
}
