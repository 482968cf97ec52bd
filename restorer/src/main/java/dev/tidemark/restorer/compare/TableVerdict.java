package dev.tidemark.restorer.compare;

import dev.tidemark.schemas.change.TableId;
import java.util.List;

/** What comparing one table came to. */
public sealed interface TableVerdict {

  TableId table();

  /** Whether the archive has what the source has. */
  default boolean isSame() {
    return false;
  }

  /** The rows are the same. */
  record Same(TableId table, Digest digest) implements TableVerdict {

    @Override
    public boolean isSame() {
      return true;
    }
  }

  /**
   * Some rows are not the same.
   *
   * @param keys how many keys differ, of those that were looked at closer
   * @param extent whether all were
   * @param first of those keys, in key order; none of a table whose rows nothing tells apart
   */
  record Differs(
      TableId table,
      Digest archive,
      Digest source,
      long keys,
      Extent extent,
      List<KeyDifference> first)
      implements TableVerdict {

    public Differs {
      first = List.copyOf(first);
    }
  }

  /** How many keys were looked at closer. */
  enum Extent {
    ALL,
    SOME
  }

  /**
   * Its rows cannot be compared, and it would not be restored as it is in the source.
   *
   * @param reason as a sentence without its full stop
   */
  record NotComparable(TableId table, String reason) implements TableVerdict {}
}
