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
        int day = Math.toIntExact(new TimeText(text).date());
        out.writeInt(branch);
        out.writeInt(day);
      }
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
      TimeText parsed = new TimeText(text);
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

  private static boolean isInfinite(String text) {
    return text.equals("infinity") || text.equals("-infinity");
  }
}
