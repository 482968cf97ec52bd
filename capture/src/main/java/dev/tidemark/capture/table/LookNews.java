package dev.tidemark.capture.table;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A look at the catalog as it stands in the source's log: what is new in it, and a digest of all of
 * it, by which a reader knows whether it has the rest.
 *
 * @param collection whose tables were looked at
 * @param members the tables that the collection has from here on, those that are missing included;
 *     empty when it says nothing of that
 * @param digest of the whole look
 * @param stated the tables that are otherwise than when they were last stated, or are there anew
 * @param missing the tables that were there and are not
 */
public record LookNews(
    CollectionName collection,
    Set<TableId> members,
    String digest,
    List<TableState> stated,
    List<TableId> missing) {

  public LookNews {
    members = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(members));
    stated = List.copyOf(stated);
    missing = List.copyOf(missing);
  }

  /** What is in a look and not in an earlier one. */
  public static LookNews between(CollectionName collection, Look before, Look now) {
    return new LookNews(
        collection,
        now.members(),
        now.digest(),
        now.states().values().stream().filter(state -> !isIn(before, state)).toList(),
        now.missing().stream().filter(table -> !before.missing().contains(table)).toList());
  }

  private static boolean isIn(Look look, TableState state) {
    TableState known = look.states().get(state.table());
    return known != null && known.isAs(state);
  }
}
