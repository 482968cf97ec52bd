package dev.tidemark.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.pgoutput.Wire;
import dev.tidemark.capture.table.LookJson;
import dev.tidemark.capture.table.LookNews;
import dev.tidemark.capture.table.TableShape.OldRow;
import dev.tidemark.capture.transaction.BrokenStreamException;
import dev.tidemark.capture.transaction.RowChange;
import dev.tidemark.capture.transaction.SourceEvent;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reader of changes")
final class ChangeReaderTest {

  private static final TableId A = TableId.parse("public.a");
  private static final Instant TIME = Instant.parse("2000-01-01T00:00:00Z");

  private final ChangeReader reader = new ChangeReader(new CollectionName("shop"));
  private final WireCounter counter = new WireCounter();

  /** As they would arrive, the first of them at 0/100. */
  private List<SourceEvent> read(Wire... messages) {
    List<WireMessage> arrived = new ArrayList<>();
    for (Wire message : messages) {
      ByteBuffer bytes = message.buffer();
      arrived.add(new WireMessage(new Lsn(0x100 + arrived.size()), bytes, counter.take(bytes)));
    }
    return reader.read(arrived);
  }

  private static Wire relationA() {
    return Wire.relation(7, "public", "a", 'd', "id", "v");
  }

  private static RowChange change(SourceEvent event) {
    return ((SourceEvent.Changed) event).change();
  }

  @Test
  void makes_events_of_a_transaction_with_what_arrived_of_it() {
    List<SourceEvent> events =
        read(
            Wire.begin(0x200, 0, 701),
            relationA(),
            Wire.insert(7, "1", "x"),
            Wire.message('U').int32(7).character('N').row("1", "y"),
            Wire.message('T').int32(1).int8(0).int32(7),
            Wire.commit(0x200, 0x230, 0));

    TransactionId id = new TransactionId("701");
    assertThat(events).hasSize(5);
    assertThat(events.get(0))
        .isEqualTo(new SourceEvent.Begin(id, new SourcePosition("0/100"), TIME));
    assertThat(change(events.get(1)).operation()).isEqualTo(Operation.CREATE);
    assertThat(change(events.get(1)).after()).containsExactly("1", "x");
    assertThat(change(events.get(2)).operation()).isEqualTo(Operation.UPDATE);
    assertThat(change(events.get(3)).operation()).isEqualTo(Operation.TRUNCATE);
    assertThat(events.get(4))
        .isEqualTo(new SourceEvent.End(id, new SourcePosition("0/230"), TIME, Map.of(A, 3L)));
  }

  @Test
  void counts_a_table_that_is_renamed_in_the_middle_under_both_of_its_names() {
    List<SourceEvent> events =
        read(
            Wire.begin(0x200, 0, 701),
            relationA(),
            Wire.insert(7, "1", "x"),
            Wire.relation(7, "public", "b", 'd', "id", "v"),
            Wire.insert(7, "2", "x"),
            Wire.insert(7, "3", "x"),
            Wire.commit(0x200, 0x230, 0));

    assertThat(((SourceEvent.End) events.get(events.size() - 1)).arrived())
        .isEqualTo(Map.of(A, 1L, TableId.parse("public.b"), 2L));
  }

  @Test
  void refuses_a_transaction_of_which_more_arrived_than_was_read() {
    ByteBuffer lost = Wire.insert(7, "2", "x").buffer();
    List<WireMessage> arrived = new ArrayList<>();
    for (Wire message : List.of(Wire.begin(0x200, 0, 701), relationA(), Wire.insert(7, "1", "x"))) {
      ByteBuffer bytes = message.buffer();
      arrived.add(new WireMessage(new Lsn(0x100), bytes, counter.take(bytes)));
    }
    WireCounts none = counter.take(lost);
    assertThat(none).isNull();
    ByteBuffer end = Wire.commit(0x200, 0x230, 0).buffer();
    arrived.add(new WireMessage(new Lsn(0x104), end, counter.take(end)));

    assertThatThrownBy(() -> reader.read(arrived))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessage(
            "of transaction 701 these numbers of changes arrived, by relation: {7=2}, and these"
                + " were read: {7=1}");
  }

  @Test
  void passes_over_messages_that_are_not_its_own() {
    List<SourceEvent> events =
        read(
            Wire.begin(0x200, 0, 701),
            Wire.message('M').int8(1).int64(1).name("other").int32(0),
            Wire.message('M').int8(0).int64(1).name("tidemark").int32(0),
            Wire.commit(0x200, 0x230, 0));

    assertThat(events)
        .hasSize(2)
        .last()
        .extracting(end -> ((SourceEvent.End) end).arrived())
        .isEqualTo(Map.of());
  }

  @Test
  void hands_on_messages_of_its_own() {
    assertThat(read(Wire.message('M').int8(1).int64(1).name("tidemark").int32(2).int16(0x6869)))
        .containsExactly(new SourceEvent.Message("hi"));
  }

  private static Wire message(String content) {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    Wire wire = Wire.message('M').int8(1).int64(1).name("tidemark").int32(text.length);
    for (byte b : text) {
      wire.int8(b);
    }
    return wire;
  }

  @Test
  void hands_on_looks_at_its_own_collection_and_no_others() {
    LookNews own =
        new LookNews(new CollectionName("shop"), Set.of(A), "abc", List.of(), List.of(A));
    LookNews other =
        new LookNews(new CollectionName("other"), Set.of(), "abc", List.of(), List.of());

    assertThat(
            read(message("look:" + LookJson.write(other)), message("look:" + LookJson.write(own))))
        .containsExactly(new SourceEvent.Looked(own));
  }

  /** Any role of the source may write messages under any prefix. */
  @Test
  void takes_a_look_that_cannot_be_read_for_none() {
    LookNews own = new LookNews(new CollectionName("shop"), Set.of(), "abc", List.of(), List.of());

    assertThat(
            read(
                message("look:x"),
                message("look:"),
                message("look:[]"),
                message("look:{\"collection\":\"No name!\"}"),
                message("look:{\"collection\":\"other\",\"stated\":[{}]}"),
                message("look:{\"collection\":\"shop\",\"stated\":[{}]}"),
                message("look:{\"collection\":\"shop\",\"missing\":[\"nowhere\"]}"),
                message("look:" + LookJson.write(own))))
        .containsExactly(new SourceEvent.Looked(own));
  }

  @Test
  void sees_a_new_shape_whenever_the_source_announces_the_table() {
    List<SourceEvent> events =
        read(
            relationA(),
            Wire.insert(7, "1", "x"),
            Wire.insert(7, "2", "x"),
            relationA(),
            Wire.insert(7, "3", "x"),
            Wire.relation(7, "public", "a", 'f', "id", "v"),
            Wire.insert(7, "4", "x"));

    assertThat(change(events.get(0)).shape()).isSameAs(change(events.get(1)).shape());
    assertThat(change(events.get(2)).shape()).isNotSameAs(change(events.get(1)).shape());
    assertThat(change(events.get(2)).shape().oldRow()).isEqualTo(new OldRow.Key(Set.of("id")));
    assertThat(change(events.get(3)).shape().oldRow()).isEqualTo(OldRow.WHOLE);
  }

  @Test
  void refuses_changes_of_tables_it_was_not_told_of_and_ends_without_a_beginning() {
    assertThatThrownBy(() -> read(Wire.insert(7, "1")))
        .isInstanceOf(BrokenStreamException.class)
        .hasMessage("a change of a table that was not announced: 7");
    assertThatThrownBy(() -> read(Wire.commit(1, 2, 0)))
        .hasMessage("a transaction ends that did not begin");
  }
}
