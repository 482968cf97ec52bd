package dev.tidemark.archive.storage.cluster;

import java.util.UUID;

/** What a record of the index says of the path in its key. */
sealed interface IndexRecord {

  /** The file it is about. */
  UUID file();

  /** The file is there if there is none. */
  record Claimed(ChunkedFile content) implements IndexRecord {
    @Override
    public UUID file() {
      return content.id();
    }
  }

  /** The file is there, in place of any other. */
  record Committed(ChunkedFile content) implements IndexRecord {
    @Override
    public UUID file() {
      return content.id();
    }
  }

  /** This file is not there any more. */
  record Deleted(UUID file) implements IndexRecord {}
}
