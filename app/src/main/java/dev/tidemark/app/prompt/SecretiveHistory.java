package dev.tidemark.app.prompt;

import dev.tidemark.app.sql.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jline.reader.impl.history.DefaultHistory;

/** A history in a file of its owner's, which no password of a URL gets into. */
final class SecretiveHistory extends DefaultHistory {

  /** Makes the file when it is not there. */
  SecretiveHistory(Path file) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // From a prompt before, with the rights it was given.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(Instant time, String line) {
    super.add(time, Secrets.hidden(line));
  }
}
