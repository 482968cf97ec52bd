package dev.tidemark.compactor.fold;

import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;

/** Walks over the keys of a sorted batch, and over each key's versions from the oldest on. */
public final class KeyCursor implements AutoCloseable {

  private final VersionCursor versions;
  private final AvroOutput key = new AvroOutput();

  /** Whether {@link #versions} stands on a version. */
  private boolean standing;

  /** Whether that version was given out. */
  private boolean given;

  private boolean inKey;

  public KeyCursor(SortedRecords batch) {
    versions = new VersionCursor(batch.open());
    standing = versions.advance();
  }

  /** Moves to the next key, past what is left of the one before. */
  public boolean nextKey() {
    boolean left = inKey;
    while (left) {
      left = nextVersion();
    }
    inKey = standing;
    if (standing) {
      key.reset();
      Places.write(versions.lane(), versions.key(), 0, 0, key);
    }
    return standing;
  }

  /** Moves to the next version of the key. */
  public boolean nextVersion() {
    if (given) {
      standing = versions.advance();
      given = false;
    }
    if (standing && Places.sameKey(key.array(), 0, versions.buffer(), versions.offset())) {
      given = true;
    }
    return given;
  }

  public int lane() {
    return Places.lane(key.array(), 0);
  }

  /** The key; valid until the next one. */
  public RowSlice key() {
    return Places.key(key.array(), 0);
  }

  /** The version last moved to. */
  public VersionCursor version() {
    return versions;
  }

  @Override
  public void close() {
    versions.close();
  }
}
