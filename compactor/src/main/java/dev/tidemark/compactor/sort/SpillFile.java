package dev.tidemark.compactor.sort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of sorted records, each after its length. */
record SpillFile(Path path) {

  private static final int BUFFER = 64 << 10;

  /** Writes all that the cursor still has. */
  void write(RecordCursor records) {
    byte[] buffer = new byte[BUFFER];
    int filled = 0;
    try (OutputStream out = Files.newOutputStream(path)) {
      while (records.advance()) {
        int length = records.length();
        if (length > BUFFER - filled - Integer.BYTES) {
          out.write(buffer, 0, filled);
          filled = 0;
        }
        Lengths.write(buffer, filled, length);
        filled += Integer.BYTES;
        if (length <= BUFFER - filled) {
          System.arraycopy(records.buffer(), records.offset(), buffer, filled, length);
          filled += length;
        } else {
          out.write(buffer, 0, filled);
          filled = 0;
          out.write(records.buffer(), records.offset(), length);
        }
      }
      out.write(buffer, 0, filled);
    } catch (IOException e) {
      throw new TemporarySpaceException(path, e);
    }
  }

  RecordCursor open(int bufferSize) {
    return new SpillCursor(path, bufferSize);
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new TemporarySpaceException(path, e);
    }
  }
}
