package dev.tidemark.archive.manifest;

import dev.tidemark.archive.container.ContainerReader;
import dev.tidemark.archive.container.Content;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntryCodec;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one backup's timeline, in order, one block in memory at a time. Whether the file
 * is whole is known at its end: {@link #hasNext()} throws there when it is not, and {@link
 * #close()} when nobody has read as far.
 */
final class StoredTimeline implements Iterator<TimelineEntry>, AutoCloseable {

  /** What this version writes, and so nearly every file begins with. */
  private static final String CURRENT = TimelineEntryCodec.schema().toString();

  private final String path;
  private final ContainerReader container;
  private final GenericDatumReader<GenericRecord> records;
  private final AvroInput block = new AvroInput();
  private @Nullable BinaryDecoder decoder;
  private long restOfBlock;

  private StoredTimeline(String path, ContainerReader container, Schema schema) {
    this.path = path;
    this.container = container;
    this.records = new GenericDatumReader<>(schema, TimelineEntryCodec.schema());
  }

  static StoredTimeline open(Storage storage, String path, TimelineFile file) {
    Content content = new Content(file.bytes(), file.entries(), file.sha256());
    ContainerReader container = ContainerReader.open(storage, path, content);
    try {
      return new StoredTimeline(path, container, schema(container.schema()));
    } catch (AvroRuntimeException e) {
      container.close();
      throw new DamagedFileException(path, "its schema cannot be read", e);
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /** One object for all files of this version: what reads by it is made once. */
  private static Schema schema(String text) {
    return text.equals(CURRENT) ? TimelineEntryCodec.schema() : new Schema.Parser().parse(text);
  }

  @Override
  public boolean hasNext() {
    if (restOfBlock == 0) {
      restOfBlock = container.nextBlock(block);
      decoder =
          DecoderFactory.get()
              .binaryDecoder(block.array(), block.position(), block.remaining(), decoder);
    }
    return restOfBlock > 0;
  }

  @Override
  public TimelineEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      TimelineEntry entry = TimelineEntryCodec.fromAvro(records.read(null, decoder));
      restOfBlock--;
      return entry;
    } catch (IOException | AvroRuntimeException e) {
      throw new DamagedFileException(path, "an entry cannot be read", e);
    }
  }

  /**
   * Reads on to the end, so that nothing is decided on entries of a file that is not whole.
   *
   * @throws DamagedFileException it is not
   */
  @Override
  public void close() {
    try (container) {
      long left;
      do {
        left = container.nextBlock(block);
      } while (left > 0);
    }
  }
}
