package dev.tidemark.capture.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Begin;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Commit;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Delete;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Insert;
import dev.tidemark.capture.pgoutput.PgOutputMessage.LogicalMessage;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Other;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Relation;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Truncate;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Update;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowEncoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The decoder of pgoutput")
final class PgOutputDecoderTest {

  private static PgOutputMessage decode(Wire wire) {
    return PgOutputDecoder.decode(wire.buffer());
  }

  @Test
  void reads_where_a_transaction_commits_and_ends() {
    assertThat(decode(Wire.begin(0x10, 1_500_000, -2)))
        .isEqualTo(
            new Begin(new Lsn(0x10), Instant.parse("2000-01-01T00:00:01.500Z"), 4_294_967_294L));
    assertThat(decode(Wire.commit(0x10, 0x40, 0)))
        .isEqualTo(new Commit(new Lsn(0x10), new Lsn(0x40), Instant.parse("2000-01-01T00:00:00Z")));
  }

  @Test
  void reads_a_relation_with_its_types_and_its_key() {
    Wire wire =
        Wire.message('R').int32(16_500).name("public").name("Größe").character('i').int16(2);
    wire.int8(1).name("id").int32(20).int32(-1);
    wire.int8(0).name("price").int32(1700).int32(655_366);

    Relation relation = (Relation) decode(wire);

    assertThat(relation.oid()).isEqualTo(16_500);
    assertThat(relation.table()).isEqualTo(new TableId("public", "Größe"));
    assertThat(relation.replicaIdentity()).isEqualTo(ReplicaIdentity.INDEX);
    assertThat(relation.columns())
        .containsExactly(
            new RelationColumn("id", true, 20, -1),
            new RelationColumn("price", false, 1700, 655_366));
  }

  @Test
  void reads_values_nulls_and_what_was_not_sent() {
    Insert insert = (Insert) decode(Wire.insert(7, "1", null, "", "zwölf\n€"));
    assertThat(insert.row()).containsExactly("1", null, "", "zwölf\n€");

    Update update = (Update) decode(Wire.message('U').int32(7).character('N').row("1", "?"));
    assertThat(update.old()).isNull();
    assertThat(update.row()[1]).isSameAs(RowEncoder.UNCHANGED);
  }

  @Test
  void reads_the_key_or_the_whole_row_before() {
    Wire keyed = Wire.message('U').int32(7).character('K').row("1", null);
    Update moved = (Update) decode(keyed.character('N').row("2", "x"));
    assertThat(moved.old().isWhole()).isFalse();
    assertThat(moved.old().row()).containsExactly("1", null);
    assertThat(moved.row()).containsExactly("2", "x");

    Delete delete = (Delete) decode(Wire.message('D').int32(7).character('O').row("1", "x"));
    assertThat(delete.old().isWhole()).isTrue();
    assertThat(delete.old().row()).containsExactly("1", "x");
  }

  @Test
  void reads_a_truncate_of_many_tables() {
    assertThat(decode(Wire.message('T').int32(2).int8(1).int32(7).int32(8)))
        .isEqualTo(new Truncate(List.of(7L, 8L)));
  }

  @Test
  void reads_a_logical_message() {
    Wire wire = Wire.message('M').int8(1).int64(99).name("tidemark").int32(2).int16(0x6F6B);

    LogicalMessage message = (LogicalMessage) decode(wire);

    assertThat(message.isTransactional()).isTrue();
    assertThat(message.prefix()).isEqualTo("tidemark");
    assertThat(message.content()).containsExactly('o', 'k');
  }

  @Test
  void passes_over_types_and_origins() {
    assertThat(decode(Wire.message('Y').int32(1).name("public").name("mood")))
        .isInstanceOf(Other.class);
    assertThat(decode(Wire.message('O').int64(1).name("elsewhere"))).isInstanceOf(Other.class);
  }

  static Stream<Wire> messages() {
    return Stream.of(
        Wire.begin(1, 2, 3),
        Wire.commit(1, 2, 3),
        Wire.relation(7, "public", "t", 'd', "id", "a"),
        Wire.insert(7, "1", null, "abc"),
        Wire.message('U').int32(7).character('K').row("1").character('N').row("2"),
        Wire.message('D').int32(7).character('O').row("1", "x"),
        Wire.message('T').int32(2).int8(0).int32(7).int32(8),
        Wire.message('M').int8(1).int64(9).name("p").int32(1).int8(0));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void refuses_a_message_that_ends_too_soon_or_goes_on_too_long(Wire wire) {
    byte[] whole = wire.buffer().array();
    for (int length = 1; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole.clone(), 0, length).slice();
      assertThatThrownBy(() -> PgOutputDecoder.decode(cut))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageStartingWith("the source's change stream cannot be read: ");
    }
    assertThatThrownBy(() -> decode(wire.int8(0)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("the source's change stream cannot be read: something follows a message");
  }

  @Test
  void refuses_kinds_it_does_not_know() {
    assertThatThrownBy(() -> decode(Wire.message('S').int32(1)))
        .hasMessage("the source's change stream cannot be read: a message is of kind 'S'");
    assertThatThrownBy(() -> decode(Wire.relation(7, "public", "t", 'x', "id")))
        .hasMessage(
            "the source's change stream cannot be read: a relation has replica identity 'x'");
  }
}
