package dev.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.row.SingleObject;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a consumer sees that knows Avro and Debezium's envelope, but not Tidemark. */
class EnvelopeTest {

  @Test
  @DisplayName("A generic reader sees before, after, op, ts_ms and source of an update")
  void update() throws IOException {
    Change change =
        Change.updated(
            ChangeId.of(7, 3),
            new int[] {1},
            Events.row("42", null, null, null, null),
            Events.row(Events.VALUES));

    GenericRecord event = read(Events.value(change));

    assertThat(event.get("op")).hasToString("u");
    assertThat(event.get("ts_ms")).isEqualTo(1_795_331_701_500L);
    GenericRecord before = (GenericRecord) event.get("before");
    assertThat(before.get("id")).isEqualTo(42L);
    assertThat(before.get("customer_name")).isNull();
    GenericRecord after = (GenericRecord) event.get("after");
    assertThat(after.get("id")).isEqualTo(42L);
    assertThat(after.get("customer_name")).hasToString("Zoë");
    assertThat(after.get("price")).hasToString("12.50");
    assertThat(after.get("at")).isEqualTo(1_795_331_699_500_000L);
    assertThat(((GenericData.Fixed) after.get("token")).bytes()).hasSize(16).startsWith(0xa0, 0xee);
  }

  @Test
  @DisplayName("Its source says where the change comes from and where it stands in history")
  void source() throws IOException {
    Change change =
        Change.updated(ChangeId.of(7, 3), new int[] {1}, null, Events.row(Events.VALUES));

    GenericRecord source = (GenericRecord) read(Events.value(change)).get("source");

    assertThat(source.get("version")).hasToString("1");
    assertThat(source.get("connector")).hasToString("postgresql");
    assertThat(source.get("name")).hasToString("shop");
    assertThat(source.get("ts_ms")).isEqualTo(1_795_331_700_123L);
    assertThat(source.get("ts_us")).isEqualTo(1_795_331_700_123_456L);
    assertThat(source.get("snapshot")).hasToString("false");
    assertThat(source.get("db")).hasToString("shopdb");
    assertThat(source.get("schema")).hasToString("public");
    assertThat(source.get("table")).hasToString("orders");
    assertThat(source.get("txId")).hasToString("4711");
    assertThat(source.get("lsn")).hasToString("16/B374D848");
    assertThat(source.get("sequence")).isEqualTo(7L);
    assertThat(source.get("order")).isEqualTo(3L);
    assertThat(source.get("unchanged")).isEqualTo(List.of(1));
  }

  @Test
  @DisplayName("A consumer with its own, smaller schema reads what it asks for")
  void otherReaderSchema() throws IOException {
    Schema wanted =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Envelope", "fields": [
                  {"name": "after", "type": ["null", {"type": "record", "name": "Row", "fields": [
                    {"name": "price", "type": ["null", "string"]}]}]},
                  {"name": "op", "type": "string"}]}
                """);
    byte[] value = Events.value(Change.created(ChangeId.of(1, 0), new int[0], row()));

    GenericRecord event =
        new GenericDatumReader<GenericRecord>(Events.ENVELOPE.schema(), wanted)
            .read(null, body(value));

    assertThat(((GenericRecord) event.get("after")).get("price")).isEqualTo(new Utf8("12.50"));
  }

  @Test
  @DisplayName("Avro's own single-object decoder finds the schema by its fingerprint")
  void singleObject() throws IOException {
    SchemaStore.Cache topic = new SchemaStore.Cache();
    topic.addSchema(new Schema.Parser().parse(Events.ENVELOPE.schemas().get(0).json()));
    byte[] value = Events.value(Change.created(ChangeId.of(1, 0), new int[0], row()));

    GenericRecord event =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), Events.ENVELOPE.schema(), topic)
            .decode(value);

    assertThat(event.get("op")).hasToString("c");
  }

  @Test
  @DisplayName("The row is the rest of the value, byte for byte what the encoder of rows made")
  void afterIsTheRest() {
    byte[] row = row().toByteArray();

    byte[] value = Events.value(Change.created(ChangeId.of(1, 0), new int[0], row()));

    assertThat(value).endsWith(row);
  }

  private static dev.tidemark.schemas.row.RowSlice row() {
    return Events.row(Events.VALUES);
  }

  private static GenericRecord read(byte[] value) throws IOException {
    BinaryDecoder decoder = body(value);
    GenericRecord event =
        new GenericDatumReader<GenericRecord>(Events.ENVELOPE.schema()).read(null, decoder);
    assertThat(decoder.isEnd()).isTrue();
    return event;
  }

  private static BinaryDecoder body(byte[] value) {
    int from = SingleObject.HEADER_LENGTH;
    return DecoderFactory.get().binaryDecoder(value, from, value.length - from, null);
  }
}
