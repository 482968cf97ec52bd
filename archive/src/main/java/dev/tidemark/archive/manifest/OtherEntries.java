package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.timeline.TimelineRecordWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Records that were written with another schema than this version's, as bytes of this one's: Avro
 * resolves the one into the other. Files of other versions are few, so it need not be fast.
 */
final class OtherEntries {

  private final GenericDatumReader<Object> reader;
  private final GenericDatumWriter<Object> writer =
      new GenericDatumWriter<>(TimelineRecordWriter.schema());
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
  private @Nullable BinaryDecoder decoder;

  OtherEntries(Schema written) {
    this.reader = new GenericDatumReader<>(written, TimelineRecordWriter.schema());
  }

  /** Begins a block. */
  void reset(AvroInput block) {
    decoder =
        DecoderFactory.get()
            .binaryDecoder(block.array(), block.position(), block.remaining(), decoder);
  }

  /**
   * @param entry is set to the next one
   */
  void next(AvroInput entry) throws IOException {
    bytes.reset();
    writer.write(reader.read(null, decoder), encoder);
    entry.reset(bytes.toByteArray(), 0, bytes.size());
  }
}
