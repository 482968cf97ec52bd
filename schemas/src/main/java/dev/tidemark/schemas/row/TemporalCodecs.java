package dev.tidemark.schemas.row;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Dates and times. What has no number (the infinities, the far future) is kept as its text. */
final class TemporalCodecs {

  private static final int TEXT = 1;

  private TemporalCodecs() {}

  record Date() implements ValueCodec {
    @Override
    public Schema schema() {
      return LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
    }

    @Override
    public boolean hasText() {
      return true;
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      if (isInfinite(text)) {
        out.writeInt(branch + TEXT);
        out.writeString(text);
      } else {
        write(new TimeText(text), branch, out);
      }
    }

    @Override
    public void write(byte[] text, int from, int end, int branch, AvroOutput out) {
      if (beginsWithDigit(text, from, end)) {
        write(new TimeText(text, from, end), branch, out);
      } else {
        ValueCodec.super.write(text, from, end, branch, out);
      }
    }

    private static void write(TimeText text, int branch, AvroOutput out) {
      int day = Math.toIntExact(text.date());
      out.writeInt(branch);
      out.writeInt(day);
    }

    @Override
    public String read(AvroInput in) {
      return TimePrinter.date(in.readInt());
    }
  }

  record Time() implements ValueCodec {
    @Override
    public Schema schema() {
      return LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      long micros = new TimeText(text).timeOfDay();
      ValueCodec.writeBranch(branch, out);
      out.writeLong(micros);
    }

    @Override
    public String read(AvroInput in) {
      return TimePrinter.time(in.readLong());
    }
  }

  record Timestamp(TimeText.Zone zone) implements ValueCodec {
    @Override
    public Schema schema() {
      Schema number = Schema.create(Schema.Type.LONG);
      return zone == TimeText.Zone.NONE
          ? LogicalTypes.localTimestampMicros().addToSchema(number)
          : LogicalTypes.timestampMicros().addToSchema(number);
    }

    @Override
    public boolean hasText() {
      return true;
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      if (isInfinite(text)) {
        out.writeInt(branch + TEXT);
        out.writeString(text);
        return;
      }
      write(new TimeText(text), branch, out);
    }

    @Override
    public void write(byte[] text, int from, int end, int branch, AvroOutput out) {
      if (beginsWithDigit(text, from, end)) {
        write(new TimeText(text, from, end), branch, out);
      } else {
        ValueCodec.super.write(text, from, end, branch, out);
      }
    }

    private void write(TimeText parsed, int branch, AvroOutput out) {
      parsed.timestamp(zone);
      if (parsed.fitsMicros()) {
        out.writeInt(branch);
        out.writeLong(parsed.epochMicros());
      } else {
        out.writeInt(branch + TEXT);
        out.writeString(TimePrinter.timestamp(parsed.day(), parsed.microOfDay(), zone));
      }
    }

    @Override
    public String read(AvroInput in) {
      return TimePrinter.timestamp(in.readLong(), zone);
    }
  }

  /** What does not is infinite, or no date. */
  private static boolean beginsWithDigit(byte[] text, int from, int end) {
    return from < end && text[from] >= '0' && text[from] <= '9';
  }

  private static boolean isInfinite(String text) {
    return text.equals("infinity") || text.equals("-infinity");
  }
}
