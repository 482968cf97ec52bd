package dev.tidemark.archive.storage;

import java.util.List;

/**
 * What writers have begun in a storage and not committed: those at work, and those that died. No
 * reader sees it; whose it is, only who knows of all writers can tell.
 */
public interface UnfinishedFiles {

  /** Of storages in which nothing stays of a writer that dies. */
  UnfinishedFiles NONE =
      new UnfinishedFiles() {
        @Override
        public List<StoredFile> list(String prefix) {
          return List.of();
        }

        @Override
        public void delete(String path) {
          throw new IllegalArgumentException("'" + path + "' is not in this storage");
        }
      };

  /** All whose paths begin with a prefix, in the order of their paths. */
  List<StoredFile> list(String prefix);

  /** Removes one; that there is none is no error. */
  void delete(String path);
}
