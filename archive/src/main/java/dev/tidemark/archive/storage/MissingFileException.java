package dev.tidemark.archive.storage;

/** A file that should be there is not. */
public final class MissingFileException extends StorageException {

  public MissingFileException(String path, String place) {
    super(
        path + " is missing from " + place,
        "Bring it back from a copy of the storage, or restore to a point that does not need it.",
        null);
  }
}
