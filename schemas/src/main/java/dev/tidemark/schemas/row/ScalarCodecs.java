package dev.tidemark.schemas.row;

import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/** Booleans, numbers and text. */
final class ScalarCodecs {

  private ScalarCodecs() {}

  /** Whole numbers in decimal digits. */
  private static final class Decimal {

    /** So many digits never overflow. */
    private static final int SAFE_DIGITS = 18;

    private Decimal() {}

    /** As {@link Long#parseLong(String)}, from bytes, and without a plus sign. */
    static long parse(byte[] text, int from, int end) {
      boolean negative = from < end && text[from] == '-';
      int first = negative ? from + 1 : from;
      if (first == end || end - first > SAFE_DIGITS) {
        return Long.parseLong(new String(text, from, end - from, StandardCharsets.UTF_8));
      }
      long value = 0;
      for (int at = first; at < end; at++) {
        int digit = text[at] - '0';
        if (digit < 0 || digit > 9) {
          throw new NumberFormatException("not a whole number");
        }
        value = value * 10 + digit;
      }
      return negative ? -value : value;
    }
  }

  record Bool() implements ValueCodec {
    @Override
    public Schema schema() {
      return Schema.create(Schema.Type.BOOLEAN);
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      boolean value =
          switch (text) {
            case "t", "true" -> true;
            case "f", "false" -> false;
            default -> throw new IllegalArgumentException("neither t nor f");
          };
      ValueCodec.writeBranch(branch, out);
      out.writeBoolean(value);
    }

    @Override
    public String read(AvroInput in) {
      return in.readBoolean() ? "t" : "f";
    }
  }

  record Int(int least, int greatest) implements ValueCodec {
    @Override
    public Schema schema() {
      return Schema.create(Schema.Type.INT);
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      write(Integer.parseInt(text), branch, out);
    }

    @Override
    public void write(byte[] text, int from, int end, int branch, AvroOutput out) {
      write(Math.toIntExact(Decimal.parse(text, from, end)), branch, out);
    }

    private void write(int value, int branch, AvroOutput out) {
      if (value < least || value > greatest) {
        throw new IllegalArgumentException("out of range");
      }
      ValueCodec.writeBranch(branch, out);
      out.writeInt(value);
    }

    @Override
    public String read(AvroInput in) {
      return Integer.toString(in.readInt());
    }
  }

  record Int64() implements ValueCodec {
    @Override
    public Schema schema() {
      return Schema.create(Schema.Type.LONG);
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      write(Long.parseLong(text), branch, out);
    }

    @Override
    public void write(byte[] text, int from, int end, int branch, AvroOutput out) {
      write(Decimal.parse(text, from, end), branch, out);
    }

    private static void write(long value, int branch, AvroOutput out) {
      ValueCodec.writeBranch(branch, out);
      out.writeLong(value);
    }

    @Override
    public String read(AvroInput in) {
      return Long.toString(in.readLong());
    }
  }

  record Float32() implements ValueCodec {
    @Override
    public Schema schema() {
      return Schema.create(Schema.Type.FLOAT);
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      float value = FloatText.parseFloat(text);
      ValueCodec.writeBranch(branch, out);
      out.writeFloat(value);
    }

    @Override
    public String read(AvroInput in) {
      return FloatText.print(in.readFloat());
    }
  }

  record Float64() implements ValueCodec {
    @Override
    public Schema schema() {
      return Schema.create(Schema.Type.DOUBLE);
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      double value = FloatText.parseDouble(text);
      ValueCodec.writeBranch(branch, out);
      out.writeDouble(value);
    }

    @Override
    public String read(AvroInput in) {
      return FloatText.print(in.readDouble());
    }
  }

  record Text() implements ValueCodec {
    @Override
    public Schema schema() {
      return Schema.create(Schema.Type.STRING);
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      ValueCodec.writeBranch(branch, out);
      out.writeString(text);
    }

    @Override
    public void write(byte[] text, int from, int end, int branch, AvroOutput out) {
      ValueCodec.writeBranch(branch, out);
      out.writeBytes(text, from, end - from);
    }

    @Override
    public String read(AvroInput in) {
      return in.readString();
    }
  }
}
