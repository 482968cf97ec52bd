package dev.tidemark.archive.erasure;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Keys of one or several tables, in memory within limits. A key is one of its relation: a table
 * that was dropped and made again may have the same keys for other rows.
 */
final class ErasedKeys {

  /** What a key takes beside its bytes. */
  private static final long OVERHEAD = 100;

  private final long mostKeys;
  private final long mostBytes;
  private final List<Kind> kinds = new ArrayList<>();

  /** Comparing schemas takes longer than looking for a key does. */
  private final IdentityHashMap<RowSchema, Set<RowSlice>> byIdentity = new IdentityHashMap<>();

  private long keys;
  private long bytes;

  /** Keys that can be held against each other, byte by byte. */
  private record Kind(RowSchema schema, Set<RowSlice> keys) {

    boolean isOf(RowSchema other) {
      return schema.table().equals(other.table())
          && schema.relation() == other.relation()
          && schema.hasKeysComparableTo(other);
    }
  }

  ErasedKeys(long mostKeys, long mostBytes) {
    this.mostKeys = mostKeys;
    this.mostBytes = mostBytes;
  }

  /**
   * @param key is copied
   * @throws ErasureException there are too many
   */
  void add(RowSchema schema, RowSlice key) {
    RowSlice copy = RowSlice.of(key.toByteArray());
    if (of(schema).add(copy)) {
      keys++;
      bytes += copy.length() + OVERHEAD;
      if (keys > mostKeys || bytes > mostBytes) {
        throw ErasureException.tooMany(mostKeys, mostBytes);
      }
    }
  }

  /** Those that rows of a schema may have. */
  private Set<RowSlice> of(RowSchema schema) {
    return byIdentity.computeIfAbsent(
        schema,
        some ->
            kinds.stream()
                .filter(kind -> kind.isOf(some))
                .findFirst()
                .orElseGet(() -> made(some))
                .keys());
  }

  private Kind made(RowSchema schema) {
    Kind made = new Kind(schema, new HashSet<>());
    kinds.add(made);
    return made;
  }

  boolean has(RowSchema schema, RowSlice key) {
    Set<RowSlice> some = of(schema);
    return !some.isEmpty() && some.contains(key);
  }

  long count(TableId table) {
    return kinds.stream()
        .filter(kind -> kind.schema().table().equals(table))
        .mapToLong(kind -> kind.keys().size())
        .sum();
  }

  boolean isEmpty() {
    return keys == 0;
  }
}
