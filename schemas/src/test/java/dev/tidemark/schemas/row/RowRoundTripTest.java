package dev.tidemark.schemas.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.table.TableDefinitions;
import dev.tidemark.schemas.table.ValueKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

class RowRoundTripTest {

  private static final RowSchema SCHEMA = RowSchema.of(TableDefinitions.everyKind());
  private static final RowEncoder ENCODER = RowEncoder.of(SCHEMA);
  private static final RowText TEXT = RowText.of(SCHEMA);

  @Property(tries = 3000)
  void everyRowComesBackToTheLetter(@ForAll("rows") List<String> values) {
    AvroOutput out = new AvroOutput();

    int[] unchanged = ENCODER.encodeRow(values.toArray(String[]::new), out);

    List<Integer> marked = new ArrayList<>();
    List<String> expected = new ArrayList<>(values);
    for (int i = 0; i < values.size(); i++) {
      if (isUnchanged(values.get(i))) {
        marked.add(i);
        expected.set(i, null);
      }
    }
    assertThat(unchanged).containsExactly(marked.stream().mapToInt(i -> i).toArray());
    assertThat(TEXT.decode(out.array(), 0, out.size())).containsExactlyElementsOf(expected);
  }

  @Property(tries = 3000)
  void aRowGivenInUtf8IsTheSame(@ForAll("rows") List<String> values) {
    AvroOutput byText = new AvroOutput();
    AvroOutput byBytes = new AvroOutput();

    ENCODER.encodeRow(values.toArray(String[]::new), byText);
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      if (value == null || isUnchanged(value)) {
        ENCODER.encodeNull(byBytes);
      } else {
        byte[] text = ("7" + value + "7").getBytes(StandardCharsets.UTF_8);
        ENCODER.encodeValue(i, text, 1, text.length - 1, byBytes);
      }
    }

    assertThat(byBytes.toByteArray()).isEqualTo(byText.toByteArray());
  }

  @Property(tries = 500)
  void aGenericReaderUnderstandsEveryRow(@ForAll("rows") List<String> values) throws IOException {
    AvroOutput out = new AvroOutput();
    ENCODER.encodeRow(values.toArray(String[]::new), out);

    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(out.toByteArray(), null);
    GenericRecord record = new GenericDatumReader<GenericRecord>(SCHEMA.row()).read(null, decoder);

    assertThat(decoder.isEnd()).isTrue();
    for (int i = 0; i < values.size(); i++) {
      boolean isNull = values.get(i) == null || isUnchanged(values.get(i));
      assertThat(record.get(i) == null).isEqualTo(isNull);
    }
    assertThat(text(record, "text")).isEqualTo(shown(values, "text"));
    assertThat(text(record, "int64")).isEqualTo(shown(values, "int64"));
  }

  @Property(tries = 1000)
  void theBoundsOfFieldsAreWhereFieldsAre(@ForAll("rows") List<String> values) {
    AvroOutput out = new AvroOutput();
    out.writeByte(7);
    ENCODER.encodeRow(values.toArray(String[]::new), out);
    AvroInput cursor = AvroInput.of(out.array(), 1, out.size() - 1);
    RowSkipper skipper = RowSkipper.of(SCHEMA.row());

    int[] bounds = skipper.bounds(out.array(), 1, out.size() - 1);
    skipper.skip(cursor);

    assertThat(cursor.hasRemaining()).isFalse();
    for (int i = 0; i < values.size(); i++) {
      AvroOutput alone = new AvroOutput();
      String[] only = new String[values.size()];
      only[i] = values.get(i);
      ENCODER.encodeRow(only, alone);
      int length = alone.size() - (values.size() - 1);
      assertThat(bounds[i + 1] - bounds[i]).isEqualTo(length);
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isUnchanged(String value) {
    return value == RowEncoder.UNCHANGED;
  }

  private static String text(GenericRecord record, String field) {
    Object value = record.get(field);
    return value == null ? null : value.toString();
  }

  private static String shown(List<String> values, String field) {
    String value = values.get(SCHEMA.row().getField(field).pos());
    return value == null || isUnchanged(value) ? null : value;
  }

  @Provide
  Arbitrary<List<String>> rows() {
    List<Arbitrary<String>> columns = new ArrayList<>();
    columns.add(Texts.of(ValueKind.INT64));
    for (ValueKind kind : ValueKind.values()) {
      columns.add(
          Arbitraries.frequencyOf(
              net.jqwik.api.Tuple.of(6, Texts.of(kind)),
              net.jqwik.api.Tuple.of(1, Arbitraries.just(null)),
              net.jqwik.api.Tuple.of(1, Arbitraries.just(RowEncoder.UNCHANGED))));
    }
    return Combinators.combine(columns).as(values -> values);
  }
}
