package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.SingleObject;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Checkpoints as they are on the timeline topic. */
public final class CheckpointCodec {

  private static final long FINGERPRINT =
      SchemaNormalization.parsingFingerprint64(TimelineSchemas.CHECKPOINT);

  private CheckpointCodec() {}

  public static Schema schema() {
    return TimelineSchemas.CHECKPOINT;
  }

  public static byte[] encode(Checkpoint checkpoint) {
    AvroOutput out = new AvroOutput();
    SingleObject.writeHeader(FINGERPRINT, out);
    new CheckpointWriter(out).write(checkpoint);
    return out.toByteArray();
  }

  /**
   * @throws UnreadableTimelineException it is no checkpoint of this version, or it is damaged
   */
  public static Checkpoint decode(byte[] bytes) {
    if (!SingleObject.isSingleObject(bytes)) {
      throw new UnreadableTimelineException("a record of the timeline is no checkpoint", null);
    }
    long fingerprint = SingleObject.fingerprint(bytes);
    if (fingerprint != FINGERPRINT) {
      throw new UnreadableTimelineException(
          "a record of the timeline has the unknown schema " + SingleObject.hex(fingerprint), null);
    }
    int from = SingleObject.HEADER_LENGTH;
    AvroInput in = AvroInput.of(bytes, from, bytes.length - from);
    Checkpoint checkpoint = read(in);
    if (in.hasRemaining()) {
      throw new UnreadableTimelineException("something follows a checkpoint", null);
    }
    return checkpoint;
  }

  private static Checkpoint read(AvroInput in) {
    try {
      return new CheckpointReader(in).next();
    } catch (MalformedBytesException | IllegalArgumentException e) {
      throw new UnreadableTimelineException("a checkpoint on the timeline is damaged", e);
    }
  }
}
