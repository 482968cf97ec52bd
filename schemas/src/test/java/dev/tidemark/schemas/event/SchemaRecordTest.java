package dev.tidemark.schemas.event;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.ValueKind;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SchemaRecordTest {

  @Test
  @DisplayName("A record of the schemas topic reads back from its key and value")
  void roundTrip() {
    for (SchemaRecord record : Events.ENVELOPE.schemas()) {
      assertThat(SchemaRecord.read(record.key(), record.value())).isEqualTo(record);
    }
  }

  @Test
  @DisplayName("The key is the fingerprint, lowest byte first")
  void key() {
    SchemaRecord record = new SchemaRecord(0x0102030405060708L, "\"int\"");

    assertThat(record.key()).isEqualTo(HexFormat.of().parseHex("0807060504030201"));
  }

  @Test
  @DisplayName("A key that is no fingerprint is malformed")
  void strangeKey() {
    assertThatThrownBy(() -> SchemaRecord.read(new byte[7], new byte[0]))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage(
            "bytes are not what their schema says: the key of a schema is not a fingerprint");
  }

  @Test
  @DisplayName("A value that is no schema of that fingerprint is refused when it comes")
  void strangeValue() {
    SchemaRegistry registry = new SchemaRegistry();

    assertThatThrownBy(() -> registry.add(new SchemaRecord(1, "{")))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage(
            "bytes are not what their schema says: the schema 0000000000000001 is not Avro's JSON");
    assertThatThrownBy(() -> registry.add(new SchemaRecord(1, "\"int\"")))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage(
            "bytes are not what their schema says: the schema 0000000000000001 is another one,"
                + " 7275d51a3f395c8f");
    assertThat(registry.contains(1)).isFalse();
  }

  @Test
  @DisplayName("A schema that comes twice is one, and rows of one schema share it")
  void twice() {
    SchemaRegistry registry = Events.registry();

    Events.ENVELOPE.schemas().forEach(registry::add);

    assertThat(registry.schema(Events.ENVELOPE.fingerprint())).isEqualTo(Events.ENVELOPE.schema());
    long envelope = Events.ENVELOPE.fingerprint();
    long key = Events.ROW.keyFingerprint();
    assertThat(registry.rowSchema(envelope, key)).isSameAs(registry.rowSchema(envelope, key));
  }

  @Test
  @DisplayName(
      "Schemas of rows are told apart by both fingerprints, in whatever order they are asked for")
  void alternating() {
    SchemaRegistry registry = Events.registry();
    RowSchema other = RowSchema.of(table("public.other", column("id", "text", ValueKind.TEXT)));
    Envelope envelope = Envelope.of(other);
    envelope.schemas().forEach(registry::add);

    for (int i = 0; i < 2; i++) {
      assertThat(registry.rowSchema(Events.ENVELOPE.fingerprint(), Events.ROW.keyFingerprint()))
          .isEqualTo(Events.ROW);
      assertThat(registry.rowSchema(envelope.fingerprint(), other.keyFingerprint()))
          .isEqualTo(other);
      // No event has these two, but nothing is taken for another.
      assertThat(registry.rowSchema(envelope.fingerprint(), Events.ROW.keyFingerprint()))
          .isNotEqualTo(other);
    }
  }
}
