package dev.tidemark.compactor.sort;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of sorted records, each after its length. */
record SpillFile(Path path) {

  private static final int BUFFER = 64 << 10;

  /** Writes all that the cursor still has. */
  void write(RecordCursor records) {
    byte[] length = new byte[Integer.BYTES];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER)) {
      while (records.advance()) {
        Lengths.write(length, 0, records.length());
        out.write(length);
        out.write(records.buffer(), records.offset(), records.length());
      }
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
