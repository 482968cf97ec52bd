package dev.tidemark.schemas.row;

import dev.tidemark.schemas.table.ValueKind;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/** One kind of value, between the source's text and Avro's bytes. */
interface ValueCodec {

  /** For {@link #write}: the value stands in no union. */
  int NO_UNION = -1;

  /** The type T of the format. */
  Schema schema();

  /** Whether a value that T cannot hold is kept as text, in the union's branch after T's. */
  default boolean hasText() {
    return false;
  }

  /**
   * Writes a value.
   *
   * @param text as the source prints it
   * @param branch T's place in the union, to be written first
   * @throws IllegalArgumentException it is no such text
   * @throws java.time.DateTimeException it is no such date
   */
  void write(String text, int branch, AvroOutput out);

  /** The same of a text in UTF-8, between two places of an array. */
  default void write(byte[] text, int from, int end, int branch, AvroOutput out) {
    write(new String(text, from, end - from, StandardCharsets.UTF_8), branch, out);
  }

  /** Reads a T: the text that was written. */
  String read(AvroInput in);

  static void writeBranch(int branch, AvroOutput out) {
    if (branch != NO_UNION) {
      out.writeInt(branch);
    }
  }

  static ValueCodec of(ValueKind kind) {
    return switch (kind) {
      case BOOLEAN -> new ScalarCodecs.Bool();
      case INT16 -> new ScalarCodecs.Int(Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> new ScalarCodecs.Int(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> new ScalarCodecs.Int64();
      case FLOAT32 -> new ScalarCodecs.Float32();
      case FLOAT64 -> new ScalarCodecs.Float64();
      case NUMERIC, TEXT, JSONB, OTHER -> new ScalarCodecs.Text();
      case UUID -> new HexCodecs.Uuid();
      case BYTES -> new HexCodecs.Bytes();
      case DATE -> new TemporalCodecs.Date();
      case TIME -> new TemporalCodecs.Time();
      case TIMESTAMP -> new TemporalCodecs.Timestamp(TimeText.Zone.NONE);
      case TIMESTAMPTZ -> new TemporalCodecs.Timestamp(TimeText.Zone.OFFSET);
    };
  }
}
