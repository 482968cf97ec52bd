package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.change.CollectionName;

/** What stands in a mark. Its name says the same, and alone proves nothing: anybody can give it. */
record MarkJson(int format, String collection, String backup) {

  static byte[] encode(CollectionName collection, BackupId backup) {
    return StrictJson.write(new MarkJson(StrictJson.FORMAT, collection.value(), backup.toString()));
  }

  /**
   * Holds what stands in a mark against its name.
   *
   * @throws UnknownFormatException a later version wrote it
   * @throws DamagedFileException it is no mark, or that of another backup
   */
  static void require(String path, byte[] content, CollectionName collection, int ordinal) {
    MarkJson mark;
    BackupId backup;
    try {
      mark = StrictJson.read(path, content, MarkJson.class);
      backup = BackupId.parse(mark.backup());
    } catch (DamagedFileException | NullPointerException | IllegalArgumentException e) {
      throw DamagedFileException.mark(path, "no retention wrote what stands in it", e);
    }
    if (!collection.value().equals(mark.collection()) || backup.ordinal() != ordinal) {
      throw DamagedFileException.mark(
          path, "it is the mark of " + mark.collection() + "'s backup " + backup, null);
    }
  }
}
