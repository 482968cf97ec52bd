package dev.tidemark.capture.event;

import static dev.tidemark.schemas.event.Operation.CREATE;
import static dev.tidemark.schemas.event.Operation.DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.MemoryLog;
import dev.tidemark.capture.table.LookJson;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.Tables;
import dev.tidemark.capture.transaction.BrokenStreamException;
import dev.tidemark.capture.transaction.RowChange;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.UnreadableValueException;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The writer of events")
final class EventWriterTest {

  private static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");
  private static final Origin ORIGIN =
      new Origin(new TransactionId("7"), new SourcePosition("0/1"), TIME);

  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          Sequence.NONE, List.of(), OffsetMap.EMPTY, new SourcePosition("0/1"), TIME, null);

  private static final Tables TABLE = Tables.table("public.docs", "id", "a");

  private final MemoryLog log = new MemoryLog();
  private final OpenedLog opened = log.open();
  private final EventWriter writer =
      new EventWriter(new CollectionName("shop"), "db", opened.events(), InstantSource.fixed(TIME));

  private static @Nullable String[] row(@Nullable String... values) {
    return values;
  }

  private void write(RowChange change) {
    writer.use(change.shape(), TABLE.definition(0));
    writer.write(ChangeId.of(1, 0), ORIGIN, change);
  }

  @Test
  void writes_the_schemas_of_a_table_once_for_each_kind_of_its_rows() {
    TableShape shape = TABLE.shape();
    writer.use(shape, TABLE.definition(0));
    writer.use(shape, TABLE.definition(0));
    writer.use(TABLE.shape(), TABLE.definition(7));
    writer.commit(CHECKPOINT);
    int once = log.schemas().size();

    Tables more = TABLE.add("b");
    writer.use(more.shape(), more.definition(0));
    writer.commit(CHECKPOINT);

    assertThat(once).isPositive();
    assertThat(log.schemas()).hasSize(2 * once);
  }

  /** What is sent opens a transaction, which is not to grow old while nothing is written. */
  @Test
  void sends_nothing_while_changes_come_again_that_are_written() {
    SentKinds sent = new SentKinds();
    EventWriter resumed =
        new EventWriter(new CollectionName("shop"), "db", sent, InstantSource.fixed(TIME));
    RowChange change = new RowChange(TABLE.shape(), Operation.CREATE, null, row("1", "x"), null);
    resumed.use(change.shape(), TABLE.definition(0));

    resumed.repeat(change);
    List<String> whileRepeated = sent.kinds();
    resumed.write(ChangeId.of(1, 1), ORIGIN, change);

    assertThat(whileRepeated).isEmpty();
    assertThat(sent.kinds()).startsWith("schema").endsWith("event").containsOnlyOnce("event");
  }

  @Test
  void keeps_states_of_tables_for_the_next_start() {
    Tables other = Tables.table("public.other", "id");
    writer.keep(TABLE.state());
    writer.keep(other.state());
    opened.events().commit(CHECKPOINT);
    writer.forget(other.table());
    opened.events().commit(CHECKPOINT);

    assertThat(log.open().states()).extracting(LookJson::readState).containsExactly(TABLE.state());
  }

  @Test
  void refuses_rows_of_a_shape_that_it_was_not_told_of() {
    RowChange change = new RowChange(TABLE.shape(), Operation.CREATE, null, row("1", "x"), null);

    assertThatThrownBy(() -> writer.write(ChangeId.of(1, 0), ORIGIN, change))
        .hasMessage("nobody said how rows of public.docs[id, a] are written");
  }

  @Test
  void refuses_a_new_row_with_a_value_missing() {
    assertThatThrownBy(
            () ->
                write(
                    new RowChange(
                        TABLE.shape(),
                        Operation.CREATE,
                        null,
                        row("1", RowEncoder.UNCHANGED),
                        null)))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessage("a new row of public.docs arrived incomplete");
  }

  private List<RowChange> parts(
      TableShape shape, @Nullable String[] before, @Nullable String[] after) {
    writer.use(shape, TABLE.definition(0));
    return writer.parts(new RowChange(shape, Operation.UPDATE, before, after, null));
  }

  @Test
  void takes_an_update_to_another_key_for_a_delete_and_an_insert() {
    TableShape shape = TABLE.shape();

    List<RowChange> parts = parts(shape, row("1", null), row("2", RowEncoder.UNCHANGED));

    assertThat(parts).extracting(RowChange::operation).containsExactly(DELETE, CREATE);
    assertThat(parts.get(0).before()).containsExactly("1", null);
    assertThat(parts.get(1).after()).containsExactly("2", RowEncoder.UNCHANGED);
    assertThat(parts.get(1).oldKey()).containsExactly("1", null);
  }

  @Test
  void takes_a_key_that_was_not_sent_again_for_the_one_before() {
    List<RowChange> parts = parts(TABLE.shape(), row("1", null), row(RowEncoder.UNCHANGED, "new"));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).after()).containsExactly("1", "new");
    assertThat(parts.get(0).before()).as("the key alone is no row before").isNull();
  }

  @Test
  void fills_what_was_not_sent_from_the_whole_row_before() {
    TableShape whole = TABLE.shape(TableShape.OldRow.WHOLE);

    List<RowChange> stays = parts(whole, row("1", "long"), row("1", RowEncoder.UNCHANGED));
    List<RowChange> moves = parts(whole, row("1", "long"), row("2", RowEncoder.UNCHANGED));

    assertThat(stays).hasSize(1);
    assertThat(stays.get(0).before()).containsExactly("1", "long");
    assertThat(stays.get(0).after()).containsExactly("1", "long");
    assertThat(moves.get(1).after()).containsExactly("2", "long");
  }

  @Test
  void takes_an_update_of_a_row_without_a_key_for_a_delete_and_an_insert() {
    Tables keyless = TABLE.rekey(null);
    TableShape whole = keyless.shape(TableShape.OldRow.WHOLE);
    writer.use(whole, keyless.definition(0));

    List<RowChange> parts =
        writer.parts(
            new RowChange(
                whole, Operation.UPDATE, row("1", "long"), row("2", RowEncoder.UNCHANGED), null));

    assertThat(parts).extracting(RowChange::operation).containsExactly(DELETE, CREATE);
    assertThat(parts.get(0).before()).containsExactly("1", "long");
    assertThat(parts.get(1).after()).containsExactly("2", "long");
    assertThat(parts.get(1).oldKey()).isNull();
  }

  @Test
  void refuses_changes_that_do_not_say_which_row_they_mean() {
    TableShape shape = TABLE.shape();
    assertThatThrownBy(() -> write(new RowChange(shape, Operation.DELETE, null, null, null)))
        .hasMessage("a change of public.docs does not say which row it means");
    assertThatThrownBy(() -> write(new RowChange(shape, Operation.UPDATE, null, null, null)))
        .hasMessage("a change of public.docs arrived without its row");
  }

  private void read(TableShape shape, Tables table, String line) {
    writer.use(shape, table.definition(0));
    writer.read(ChangeId.of(1, 0), ORIGIN, shape, line.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writes_a_row_that_is_read_as_its_values_are_written(boolean hasKey) {
    Tables table = hasKey ? TABLE : TABLE.rekey(null);
    TableShape shape = table.shape(TableShape.OldRow.WHOLE);
    read(shape, table, "7\tzwölf\\t\\\\N\n");
    read(shape, table, "8\t\\N\n");
    for (String[] values : List.of(row("7", "zwölf\t\\N"), row("8", null))) {
      RowChange change = new RowChange(shape, Operation.READ, null, values, null);
      writer.write(ChangeId.of(1, 0), ORIGIN, change);
    }
    writer.commit(CHECKPOINT);

    List<EncodedEvent> events = log.events();
    assertThat(events).hasSize(4);
    for (int i = 0; i < 2; i++) {
      assertThat(events.get(i)).usingRecursiveComparison().isEqualTo(events.get(i + 2));
    }
    assertThat(events.get(0).value()).isNotEqualTo(events.get(1).value());
    assertThat(events.get(0).key()).isNotEqualTo(events.get(1).key());
  }

  @Test
  void writes_rows_of_several_shapes_by_turns() {
    Tables other = Tables.table("public.other", "id", "a");
    TableShape shape = TABLE.shape();
    TableShape otherShape = other.shape();
    read(shape, TABLE, "1\ta\n");
    read(otherShape, other, "2\tb\n");
    read(shape, TABLE, "3\tc\n");
    writer.commit(CHECKPOINT);

    assertThat(log.events())
        .extracting(EncodedEvent::table)
        .containsExactly(TABLE.table(), other.table(), TABLE.table());
  }

  @Test
  void refuses_a_row_that_is_read_without_its_key() {
    assertThatThrownBy(() -> read(TABLE.shape(), TABLE, "\\N\tx\n"))
        .isInstanceOf(UnreadableValueException.class)
        .hasMessageContaining("is missing, though it is in the key");
  }

  @Test
  void refuses_a_text_that_is_no_value_of_its_column() {
    assertThatThrownBy(
            () ->
                write(new RowChange(TABLE.shape(), Operation.CREATE, null, row("one", "x"), null)))
        .isInstanceOf(UnreadableValueException.class);
  }
}
