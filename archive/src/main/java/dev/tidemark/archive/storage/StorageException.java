package dev.tidemark.archive.storage;

import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * The storage did not do what it was asked. Nothing half-done is visible in it.
 *
 * <p>Only a {@link TransientStorageException} is worth repeating. What is of no kind below is the
 * device's or the store's own error.
 */
public sealed class StorageException extends ProblemException
    permits MissingFileException,
        StorageFullException,
        StorageRefusedException,
        TransientStorageException {

  public StorageException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  /**
   * An error while doing something to a file.
   *
   * @param verb what was tried: {@code write}, {@code read}
   * @param path the file's path in the storage
   * @param place the storage, as messages name it
   */
  public static StorageException of(String verb, String path, String place, IOException cause) {
    String reason = reason(cause);
    if (reason.contains("No space left on device") || reason.contains("Disk quota exceeded")) {
      return full(verb, path, place, cause);
    }
    if (cause instanceof AccessDeniedException) {
      return new StorageRefusedException(
          cannot(verb, path, place) + "permission denied",
          "Let the user that Tidemark runs as read and write there.",
          cause);
    }
    return new StorageException(
        cannot(verb, path, place) + reason,
        "Check that the storage is reachable and healthy, then try again.",
        cause);
  }

  private static StorageException full(String verb, String path, String place, IOException cause) {
    return new StorageFullException(
        cannot(verb, path, place) + "no space left on the device",
        "Free some space there and run it again. What was backed up before is whole, and nothing"
            + " half-written is used.",
        cause);
  }

  /** How every message begins: {@code cannot write shop/a in s3://backups: }. */
  public static String cannot(String verb, String path, String place) {
    return "cannot " + verb + " " + (path.isEmpty() ? "" : path + " in ") + place + ": ";
  }

  private static String reason(IOException cause) {
    String reason = cause instanceof FileSystemException file ? file.getReason() : null;
    if (cause instanceof NotDirectoryException || "Not a directory".equals(reason)) {
      return "a part of the path is not a directory";
    }
    String message = reason == null ? cause.getMessage() : reason;
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
