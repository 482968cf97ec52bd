package dev.tidemark.capture.table;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.DefinitionJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the catalog says of a collection's tables in one place.
 *
 * @param missing tables that it does not have
 */
public record Look(SortedMap<TableId, TableState> states, SortedSet<TableId> missing) {

  public Look {
    states = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(states));
    missing = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(missing));
  }

  public static final Look NOTHING = new Look(new TreeMap<>(), new TreeSet<>());

  public static Look of(List<TableState> states, List<TableId> missing) {
    SortedMap<TableId, TableState> byTable = new TreeMap<>();
    states.forEach(state -> byTable.put(state.table(), state));
    return new Look(byTable, new TreeSet<>(missing));
  }

  /** All the tables that were looked for. */
  public SortedSet<TableId> members() {
    SortedSet<TableId> members = new TreeSet<>(missing);
    members.addAll(states.keySet());
    return members;
  }

  /**
   * Tells two looks apart that differ in anything that matters. How far sequences have come does
   * not: they move without a word.
   */
  public String digest() {
    StringBuilder text = new StringBuilder();
    states.forEach(
        (table, state) ->
            text.append(DefinitionJson.write(Definitions.bare(state.definition())))
                .append(state.filenode())
                .append('/')
                .append(state.publication())
                .append(state.attributes())
                .append('\n'));
    text.append(missing);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
