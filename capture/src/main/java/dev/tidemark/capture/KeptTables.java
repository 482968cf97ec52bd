package dev.tidemark.capture;

import dev.tidemark.capture.table.LookJson;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is kept of a collection's tables for the next start.
 *
 * @param states as they were when they were last looked at
 * @param missing those that the source did not have then
 */
record KeptTables(List<TableState> states, Set<TableId> missing) {

  KeptTables {
    states = List.copyOf(states);
    missing = Set.copyOf(missing);
  }

  /** Of tables that are all there. */
  static KeptTables of(List<TableState> states) {
    return new KeptTables(states, Set.of());
  }

  /**
   * @param kept as {@link LookJson} writes them
   */
  static KeptTables read(List<String> kept) {
    List<TableState> states = new ArrayList<>();
    Set<TableId> missing = new TreeSet<>();
    for (String text : kept) {
      Optional<TableId> table = LookJson.readMissing(text);
      table.ifPresentOrElse(missing::add, () -> states.add(LookJson.readState(text)));
    }
    return new KeptTables(states, missing);
  }

  /** Of all of them. */
  Set<TableId> names() {
    Set<TableId> names = new TreeSet<>(missing);
    states.forEach(state -> names.add(state.table()));
    return names;
  }
}
