package dev.tidemark.schemas.row;

import org.apache.avro.Schema;

/** Booleans, numbers and text. */
final class ScalarCodecs {

  private ScalarCodecs() {}

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
      int value = Integer.parseInt(text);
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
      long value = Long.parseLong(text);
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
    public String read(AvroInput in) {
      return in.readString();
    }
  }
}
