package dev.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.Golden;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.row.SingleObject;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  private final EventReader reader = new EventReader(Events.registry());

  @Test
  @DisplayName("An update with a before is cut into its parts")
  void update() {
    RowSlice before = Events.row("42", "Zoe", null, "infinity", null);
    RowSlice after = Events.row(Events.VALUES);
    Change change = Change.updated(ChangeId.of(7, 3), new int[] {1, 4}, before, after);

    reader.read(Events.key("42", null, null, null, null), Events.value(change));

    assertThat(reader.operation()).isEqualTo(Operation.UPDATE);
    assertThat(reader.id()).isEqualTo(ChangeId.of(7, 3));
    assertThat(reader.unchanged()).containsExactly(1, 4);
    assertThat(reader.transaction()).isEqualTo(Events.ORIGIN.transaction());
    assertThat(reader.position()).isEqualTo(Events.ORIGIN.position());
    assertThat(reader.time()).isEqualTo(Events.ORIGIN.time());
    assertThat(reader.captured()).isEqualTo(Events.CAPTURED);
    assertThat(before()).isEqualTo(before);
    assertThat(after()).isEqualTo(after);
    assertThat(reader.schema()).isEqualTo(Events.ROW);
    assertThat(
            RowText.of(reader.schema())
                .decodeKey(reader.keyBuffer(), reader.keyOffset(), reader.keyLength()))
        .containsExactly("42");
  }

  @Test
  @DisplayName("A reader used again says nothing of the event before")
  void usedAgain() {
    byte[] key = Events.key(Events.VALUES);
    RowSlice row = Events.row(Events.VALUES);
    reader.read(key, Events.value(Change.updated(ChangeId.of(7, 3), new int[] {1}, row, row)));

    reader.read(key, Events.value(Change.deleted(ChangeId.of(8, 0), row)));

    assertThat(reader.operation()).isEqualTo(Operation.DELETE);
    assertThat(reader.unchanged()).isEmpty();
    assertThat(before()).isEqualTo(row);
    assertThat(reader.hasAfter()).isFalse();

    reader.read(key, Events.value(Change.created(ChangeId.of(8, 1), new int[0], row)));

    assertThat(reader.hasBefore()).isFalse();
    assertThat(after()).isEqualTo(row);
  }

  @Test
  @DisplayName("A row of the snapshot bears no transaction of the source")
  void snapshot() {
    Origin snapshot =
        new Origin(TransactionId.SNAPSHOT, Events.ORIGIN.position(), Events.ORIGIN.time());
    Change change = Change.read(ChangeId.of(1, 0), Events.row(Events.VALUES));

    reader.read(Events.key(Events.VALUES), Events.value(change, snapshot));

    assertThat(reader.operation()).isEqualTo(Operation.READ);
    assertThat(reader.transaction()).isEqualTo(TransactionId.SNAPSHOT);
  }

  @Test
  @DisplayName("An encoder used for another transaction says so in its events")
  void nextTransaction() {
    EventEncoder encoder = Events.encoder();
    Origin next =
        new Origin(
            new TransactionId("4712"),
            Events.ORIGIN.position(),
            Events.ORIGIN.time().plusSeconds(1));
    var out = new dev.tidemark.schemas.row.AvroOutput();
    encoder.encode(Change.truncated(ChangeId.of(7, 0)), Events.ORIGIN, Events.CAPTURED, out);
    out.reset();

    encoder.encode(Change.truncated(ChangeId.of(8, 0)), next, Events.CAPTURED, out);

    reader.read(null, out.toByteArray());
    assertThat(reader.transaction()).isEqualTo(next.transaction());
    assertThat(reader.time()).isEqualTo(next.time());
  }

  @Test
  @DisplayName("A TRUNCATE has neither key nor rows")
  void truncate() {
    reader.read(null, Events.value(Change.truncated(ChangeId.of(9, 0))));

    assertThat(reader.operation()).isEqualTo(Operation.TRUNCATE);
    assertThat(reader.hasBefore()).isFalse();
    assertThat(reader.hasAfter()).isFalse();
    assertThatThrownBy(reader::schema)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the event is a TRUNCATE and has no key");
  }

  @Test
  @DisplayName("An event of an unknown schema is refused, and the schema named")
  void unknownSchema() {
    EventReader empty = new EventReader(new SchemaRegistry());
    RowSlice row = Events.row(Events.VALUES);
    byte[] created = Events.value(Change.created(ChangeId.of(1, 0), new int[0], row));
    String fingerprint = SingleObject.hex(Events.ENVELOPE.fingerprint());

    empty.read(Events.key(Events.VALUES), created);

    assertThatThrownBy(empty::schema)
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessage("the schema " + fingerprint + " of an event is not on the schemas topic");
    assertThatThrownBy(() -> empty.read(null, Events.value(Change.deleted(ChangeId.of(1, 0), row))))
        .isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  @DisplayName("What is no event is malformed")
  void malformed() {
    byte[] value = Events.value(Change.truncated(ChangeId.of(9, 0)));
    byte[] strange = value.clone();
    strange[11] = 'x';

    assertThatThrownBy(() -> reader.read(null, new byte[] {1, 2, 3}))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage(
            "bytes are not what their schema says: they do not begin with C3 01 and a fingerprint");
    assertThatThrownBy(() -> reader.read(null, Arrays.copyOf(value, value.length - 1)))
        .isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> reader.read(null, Arrays.copyOf(value, value.length + 1)))
        .isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> reader.read(null, strange))
        .hasMessage("bytes are not what their schema says: an event has the unknown operation 'x'");
  }

  @Test
  @DisplayName("The schemas, key and value of version 1 stay what they are, and are read")
  void golden() {
    Change change =
        Change.updated(
            ChangeId.of(7, 3),
            new int[] {1},
            Events.row("42", null, null, null, null),
            Events.row(Events.VALUES));
    SchemaRegistry registry = new SchemaRegistry();
    registry.add(
        new SchemaRecord(Events.ENVELOPE.fingerprint(), Golden.text("envelope.schema.json")));
    registry.add(new SchemaRecord(Events.ROW.keyFingerprint(), Golden.text("key.schema.json")));
    EventReader later = new EventReader(registry);

    later.read(Golden.bytes("event-key.hex"), Golden.bytes("event-value.hex"));

    assertThat(later.id()).isEqualTo(ChangeId.of(7, 3));
    assertThat(later.unchanged()).containsExactly(1);
    assertThat(
            RowText.of(later.schema())
                .decode(later.buffer(), later.afterOffset(), later.afterLength()))
        .containsExactly(Events.VALUES);
    assertThat(Events.value(change)).isEqualTo(Golden.bytes("event-value.hex"));
    assertThat(Events.key(Events.VALUES)).isEqualTo(Golden.bytes("event-key.hex"));
    assertThat(Events.ENVELOPE.schema()).hasToString(Golden.text("envelope.schema.json"));
    assertThat(Events.ROW.key()).hasToString(Golden.text("key.schema.json"));
  }

  private RowSlice before() {
    return new RowSlice(reader.buffer(), reader.beforeOffset(), reader.beforeLength());
  }

  private RowSlice after() {
    return new RowSlice(reader.buffer(), reader.afterOffset(), reader.afterLength());
  }
}
