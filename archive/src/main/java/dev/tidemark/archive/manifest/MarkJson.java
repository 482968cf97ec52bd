package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.CollectionName;

/** What stands in a mark, for people: its name says all that a reader needs. */
record MarkJson(int format, String collection, String backup) {

  static byte[] encode(CollectionName collection, BackupId backup) {
    return StrictJson.write(new MarkJson(StrictJson.FORMAT, collection.value(), backup.toString()));
  }
}
