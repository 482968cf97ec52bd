package dev.tidemark.capture.event;

import static dev.tidemark.schemas.event.Operation.CREATE;
import static dev.tidemark.schemas.event.Operation.DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.MemoryLog;
import dev.tidemark.capture.transaction.BrokenStreamException;
import dev.tidemark.capture.transaction.RowChange;
import dev.tidemark.capture.transaction.TableShape;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.UnreadableValueException;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.OwnedSequence;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The writer of events")
final class EventWriterTest {

  private static final TableId DOCS = TableId.parse("public.docs");
  private static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");

  /** All columns that the table ever had, in the order of their numbers. */
  private static final List<String> NUMBERS = List.of("id", "a", "b");

  private static final Origin ORIGIN =
      new Origin(new TransactionId("7"), new SourcePosition("0/1"), TIME);

  private TableDefinition catalog = definition(0, "id", "a");
  private final EventWriter writer =
      new EventWriter(
          new CollectionName("shop"),
          "db",
          table -> catalog,
          new MemoryLog().open().events(),
          InstantSource.fixed(TIME));

  private static TableDefinition keyless() {
    TableDefinition keyed = definition(0, "id", "a");
    return new TableDefinition(
        DOCS,
        keyed.relation(),
        keyed.lastNumber(),
        keyed.columns(),
        null,
        ReplicaIdentity.FULL,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static TableDefinition definition(long lastValue, String... columns) {
    return new TableDefinition(
        DOCS,
        16_384,
        NUMBERS.size(),
        Stream.of(columns).map(EventWriterTest::column).toList(),
        new PrimaryKey("key", List.of("id"), "PRIMARY KEY (id)"),
        ReplicaIdentity.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(new OwnedSequence("seq", "id", "", 1, lastValue)),
        List.of());
  }

  private static Column column(String name) {
    boolean isKey = name.equals("id");
    return new Column(
        NUMBERS.indexOf(name) + 1,
        name,
        isKey ? "integer" : "text",
        isKey ? ValueKind.INT32 : ValueKind.TEXT,
        true,
        null,
        Generation.PLAIN,
        null,
        null);
  }

  private static TableShape shape(String... columns) {
    return new TableShape(DOCS, List.of(columns), /* sendsWholeRows= */ false);
  }

  private static @Nullable String[] row(@Nullable String... values) {
    return values;
  }

  private void write(RowChange change) {
    writer.prepare(change.shape());
    writer.write(ChangeId.of(1, 0), ORIGIN, change);
  }

  @Test
  void tells_a_definition_once_and_again_only_when_it_changed() {
    assertThat(writer.prepare(shape("id", "a"))).contains(catalog);

    catalog = definition(99, "id", "a");
    assertThat(writer.prepare(shape("id", "a"))).isEmpty();

    catalog = definition(99, "id", "a", "b");
    assertThat(writer.prepare(shape("id", "a", "b"))).contains(catalog);
  }

  @Test
  void keeps_to_the_older_definition_while_rows_are_older_than_the_catalog() {
    TableShape old = shape("id", "a");
    writer.prepare(old);
    catalog = definition(0, "id", "b");

    assertThat(writer.prepare(shape("id", "a"))).isEmpty();
    assertThat(writer.prepare(shape("id", "a", "b")))
        .hasValueSatisfying(
            definition ->
                assertThat(definition.storedColumns())
                    .extracting(Column::name)
                    .containsExactly("id", "a", "b"));
  }

  @Test
  void refuses_rows_with_columns_that_nobody_knows() {
    assertThatThrownBy(() -> writer.prepare(shape("id", "gone")))
        .isInstanceOf(UnknownShapeException.class)
        .hasMessage(
            "rows of table public.docs arrived with columns [id, gone], and the source's catalog now"
                + " says [id, a]");
  }

  @Test
  void refuses_a_new_row_with_a_value_missing() {
    assertThatThrownBy(
            () ->
                write(
                    new RowChange(
                        shape("id", "a"),
                        Operation.CREATE,
                        null,
                        row("1", RowEncoder.UNCHANGED),
                        null)))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessage("a new row of public.docs arrived incomplete");
  }

  private List<RowChange> parts(
      TableShape shape, @Nullable String[] before, @Nullable String[] after) {
    writer.prepare(shape);
    return writer.parts(new RowChange(shape, Operation.UPDATE, before, after, null));
  }

  @Test
  void takes_an_update_to_another_key_for_a_delete_and_an_insert() {
    TableShape shape = shape("id", "a");

    List<RowChange> parts = parts(shape, row("1", null), row("2", RowEncoder.UNCHANGED));

    assertThat(parts).extracting(RowChange::operation).containsExactly(DELETE, CREATE);
    assertThat(parts.get(0).before()).containsExactly("1", null);
    assertThat(parts.get(1).after()).containsExactly("2", RowEncoder.UNCHANGED);
    assertThat(parts.get(1).oldKey()).containsExactly("1", null);
  }

  @Test
  void takes_a_key_that_was_not_sent_again_for_the_one_before() {
    List<RowChange> parts =
        parts(shape("id", "a"), row("1", null), row(RowEncoder.UNCHANGED, "new"));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).after()).containsExactly("1", "new");
    assertThat(parts.get(0).before()).as("the key alone is no row before").isNull();
  }

  @Test
  void fills_what_was_not_sent_from_the_whole_row_before() {
    TableShape whole = new TableShape(DOCS, List.of("id", "a"), /* sendsWholeRows= */ true);

    List<RowChange> stays = parts(whole, row("1", "long"), row("1", RowEncoder.UNCHANGED));
    List<RowChange> moves = parts(whole, row("1", "long"), row("2", RowEncoder.UNCHANGED));

    assertThat(stays).hasSize(1);
    assertThat(stays.get(0).before()).containsExactly("1", "long");
    assertThat(stays.get(0).after()).containsExactly("1", "long");
    assertThat(moves.get(1).after()).containsExactly("2", "long");
  }

  @Test
  void takes_any_update_of_a_row_without_a_key_for_a_delete_and_an_insert_of_whole_rows() {
    catalog = keyless();
    TableShape whole = new TableShape(DOCS, List.of("id", "a"), /* sendsWholeRows= */ true);

    for (String id : new @Nullable String[] {"1", "2", null}) {
      List<RowChange> parts = parts(whole, row("1", "long"), row(id, RowEncoder.UNCHANGED));

      assertThat(parts).extracting(RowChange::operation).containsExactly(DELETE, CREATE);
      assertThat(parts.get(0).before()).containsExactly("1", "long");
      assertThat(parts.get(1).after()).containsExactly(id, "long");
      assertThat(parts).extracting(RowChange::oldKey).containsOnlyNulls();
    }
  }

  @Test
  void refuses_changes_of_rows_without_a_key_that_come_without_the_whole_row_before() {
    catalog = keyless();
    TableShape partial = shape("id", "a");

    assertThatThrownBy(
            () -> write(new RowChange(partial, Operation.DELETE, row("1", null), null, null)))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessage("a change of public.docs, which has no key, arrived without its whole old row");
    assertThatThrownBy(
            () -> write(new RowChange(partial, Operation.UPDATE, null, row("1", "x"), null)))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessage("an update of public.docs, which has no key, arrived without its old row");
  }

  @Test
  void refuses_changes_that_do_not_say_which_row_they_mean() {
    TableShape shape = shape("id", "a");
    assertThatThrownBy(() -> write(new RowChange(shape, Operation.DELETE, null, null, null)))
        .hasMessage("a change of public.docs does not say which row it means");
    assertThatThrownBy(() -> write(new RowChange(shape, Operation.UPDATE, null, null, null)))
        .hasMessage("a change of public.docs arrived without its row");
  }

  @Test
  void refuses_a_text_that_is_no_value_of_its_column() {
    assertThatThrownBy(
            () ->
                write(
                    new RowChange(shape("id", "a"), Operation.CREATE, null, row("one", "x"), null)))
        .isInstanceOf(UnreadableValueException.class);
  }
}
