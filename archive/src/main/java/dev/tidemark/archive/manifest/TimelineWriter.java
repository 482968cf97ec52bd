package dev.tidemark.archive.manifest;

import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.archive.container.Content;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntryCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes a backup's timeline, entry by entry. The same entries for the same backup give the same
 * bytes. Not for sharing between threads.
 */
public final class TimelineWriter implements AutoCloseable {

  private final ContainerWriter container;
  private final GenericDatumWriter<GenericRecord> records =
      new GenericDatumWriter<>(TimelineEntryCodec.schema());
  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(encoded, null);

  private TimelineWriter(ContainerWriter container) {
    this.container = container;
  }

  /**
   * @param identity what no other file of the archive has
   */
  static TimelineWriter create(Storage storage, String path, String identity) {
    return new TimelineWriter(
        ContainerWriter.create(
            storage, path, TimelineEntryCodec.schema(), Collections.emptySortedMap(), identity));
  }

  public void append(TimelineEntry entry) {
    encoded.reset();
    try {
      records.write(TimelineEntryCodec.toAvro(entry), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    byte[] bytes = encoded.toByteArray();
    container.append(bytes, 0, bytes.length);
  }

  /** Makes the timeline durable and visible. Nothing may be appended after it. */
  public TimelineFile commit() {
    Content content = container.commit();
    return new TimelineFile(content.bytes(), content.records(), content.sha256());
  }

  /** Without {@link #commit()} nothing is left of it. */
  @Override
  public void close() {
    container.close();
  }
}
