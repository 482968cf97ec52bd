package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.UnknownFormatException;
import java.util.Optional;

/**
 * {@code collection.json}: what a collection is, and which of its manifests count. The one file of
 * an archive that is replaced, and so the one write by which another generation counts.
 */
record DescriptionFile(CollectionFiles files) {

  /**
   * @throws MissingFileException there is none
   * @throws DamagedFileException it is not what was written
   * @throws UnknownFormatException a later version wrote it
   */
  CollectionJson.Described read() {
    String path = files.description();
    return CollectionJson.decode(path, files.content(path));
  }

  /** Empty without one. */
  Optional<CollectionDescription> description() {
    try {
      return Optional.of(read().description());
    } catch (MissingFileException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws ArchiveGoneException there is none
   */
  void require() {
    if (files.storage().list(files.description()).isEmpty()) {
      throw new ArchiveGoneException(files.collection(), files.storage().toString());
    }
  }

  /** A reader finds the one or the other, whole. */
  void replace(CollectionDescription description, Generation generation) {
    byte[] content = CollectionJson.encode(description, generation);
    try (StorageWriter writer = files.storage().create(files.description())) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }
}
