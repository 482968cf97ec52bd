package dev.tidemark.archive.container;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.row.AvroInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.ZstandardCodec;

/**
 * Reads a container file block by block. At the end it knows whether the file was what its manifest
 * says: size, number of records, SHA-256. Holds one block. Not for sharing between threads.
 */
public final class ContainerReader implements AutoCloseable {

  private static final byte[] NOTHING = {};

  private final String path;
  private final String place;
  private final Content expected;
  private final CheckedInput in;
  private final ZstandardCodec codec =
      new ZstandardCodec(ZstandardCodec.DEFAULT_COMPRESSION, true, true);
  private final Map<String, String> metadata = new TreeMap<>();
  private byte[] marker = NOTHING;
  private byte[] compressed = NOTHING;
  private long records;
  private boolean ended;

  private ContainerReader(String path, String place, Content expected, CheckedInput in) {
    this.path = path;
    this.place = place;
    this.expected = expected;
    this.in = in;
  }

  /**
   * Opens a file and reads its header.
   *
   * @param highest version of the format that the caller knows of such files, from 1
   * @throws DamagedFileException it is no such file
   * @throws UnknownFormatException a later version wrote it
   * @throws dev.tidemark.archive.storage.MissingFileException it is not there
   */
  public static ContainerReader open(Storage storage, String path, Content expected, int highest) {
    CheckedInput in = new CheckedInput(storage.open(path, 0), expected.bytes());
    ContainerReader reader = new ContainerReader(path, storage.toString(), expected, in);
    try {
      reader.readHeader(highest);
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  public Optional<String> metadata(String name) {
    return Optional.ofNullable(metadata.get(name));
  }

  /** The schema that the records were written with, as JSON. */
  public String schema() {
    return metadata(DataFileConstants.SCHEMA)
        .orElseThrow(() -> new DamagedFileException(path, "its header has no schema"));
  }

  /**
   * Reads the next block.
   *
   * @param block is set to its records
   * @return how many they are; 0 at the end
   * @throws DamagedFileException the file is not what was written
   */
  public long nextBlock(AvroInput block) {
    try {
      if (ended || in.isAtEnd()) {
        if (!ended) {
          checkEnd();
        }
        ended = true;
        return 0;
      }
      long count = in.readLong();
      int length = in.readLength();
      if (count <= 0) {
        throw new DamagedFileException(path, "a block has no records");
      }
      if (compressed.length < length) {
        compressed = new byte[length];
      }
      in.readFully(compressed, length);
      checkMarker();
      ByteBuffer plain = codec.decompress(ByteBuffer.wrap(compressed, 0, length));
      block.reset(plain.array(), plain.arrayOffset() + plain.position(), plain.remaining());
      records += count;
      return count;
    } catch (IOException e) {
      // A broken block shows as an error of the codec; a broken disk looks the same from here.
      throw new DamagedFileException(path, "a block cannot be read", e);
    }
  }

  /** Counts what a record stands for beside itself: the manifest counts that as well. */
  public void count(long more) {
    records += more;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw StorageException.of("read", path, place, e);
    }
  }

  private void readHeader(int highest) {
    try {
      if (!Arrays.equals(in.readBytes(DataFileConstants.MAGIC.length), DataFileConstants.MAGIC)) {
        throw new DamagedFileException(path, "it is not an Avro file");
      }
      readMetadata();
      marker = in.readBytes(DataFileConstants.SYNC_SIZE);
    } catch (IOException e) {
      throw new DamagedFileException(path, "its header cannot be read", e);
    }
    String format = metadata.getOrDefault(ContainerWriter.FORMAT_KEY, "unknown");
    if (!isKnown(format, highest)) {
      throw new UnknownFormatException(path, format, highest);
    }
    if (!DataFileConstants.ZSTANDARD_CODEC.equals(metadata.get(DataFileConstants.CODEC))) {
      throw new DamagedFileException(path, "its codec is not zstandard");
    }
  }

  private static boolean isKnown(String format, int highest) {
    for (int known = 1; known <= highest; known++) {
      if (format.equals(Integer.toString(known))) {
        return true;
      }
    }
    return false;
  }

  private void readMetadata() throws IOException {
    for (long count = in.readLong(); count != 0; count = in.readLong()) {
      if (count < 0) {
        throw new IOException("its header is in a form that Tidemark does not write");
      }
      for (long entry = 0; entry < count; entry++) {
        String name = readText();
        metadata.put(name, readText());
      }
    }
  }

  private String readText() throws IOException {
    return new String(in.readBytes(in.readLength()), StandardCharsets.UTF_8);
  }

  private void checkMarker() throws IOException {
    if (!Arrays.equals(in.readBytes(DataFileConstants.SYNC_SIZE), marker)) {
      throw new DamagedFileException(path, "a block does not end where it should");
    }
  }

  private void checkEnd() {
    if (in.consumed() != expected.bytes()) {
      throw new DamagedFileException(
          path, "it has " + in.consumed() + " bytes where the manifest has " + expected.bytes());
    }
    if (!in.sha256().equals(expected.sha256())) {
      throw new DamagedFileException(path, "its SHA-256 is not the one in the manifest");
    }
    if (records != expected.records()) {
      throw new DamagedFileException(
          path, "it has " + records + " records where the manifest has " + expected.records());
    }
  }
}
