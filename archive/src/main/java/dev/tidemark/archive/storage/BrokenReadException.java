package dev.tidemark.archive.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection broke while reading; the stream's next read goes on at the same place. */
public final class BrokenReadException extends IOException {

  public BrokenReadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
