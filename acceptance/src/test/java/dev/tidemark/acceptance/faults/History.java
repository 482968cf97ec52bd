package dev.tidemark.acceptance.faults;

import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the source was after each of its transactions, in the order of their commits, and after each
 * alteration of a table between them. Written by one thread, read by others.
 */
final class History {

  /**
   * @param transaction the source's id of it; empty before the first
   * @param tables that it may have touched
   * @param after the rows of all tables when it had committed
   * @param altered contents of tables that were altered after it and before the next
   */
  record Moment(
      String transaction,
      List<TableId> tables,
      Map<TableId, List<String>> after,
      Map<TableId, List<List<String>>> altered) {

    /** What a table was between this transaction and the next, in order. */
    List<List<String>> contents(TableId table) {
      List<List<String>> contents = new ArrayList<>();
      contents.add(after.getOrDefault(table, List.of()));
      contents.addAll(altered.getOrDefault(table, List.of()));
      return contents;
    }

    /** What a table is at the end of it. */
    List<String> last(TableId table) {
      List<List<String>> contents = contents(table);
      return contents.get(contents.size() - 1);
    }
  }

  private final List<Moment> moments = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  /** Of a source that is so now. */
  History(Map<TableId, List<String>> now) {
    moments.add(new Moment("", List.of(), Map.copyOf(now), new HashMap<>()));
  }

  /**
   * A transaction has committed.
   *
   * @param tables the rows of those that it may have touched
   */
  synchronized void commit(String transaction, Map<TableId, List<String>> tables) {
    Map<TableId, List<String>> after = new HashMap<>();
    last().after().keySet().forEach(table -> after.put(table, last().last(table)));
    after.putAll(tables);
    places.put(transaction, moments.size());
    moments.add(new Moment(transaction, List.copyOf(tables.keySet()), after, new HashMap<>()));
  }

  /**
   * The same, when it is not known which tables it was about: those that are no longer the same.
   */
  synchronized void commitFound(String transaction, Map<TableId, List<String>> now) {
    Map<TableId, List<String>> changed = new HashMap<>(now);
    changed.entrySet().removeIf(each -> each.getValue().equals(last().last(each.getKey())));
    commit(transaction, changed);
  }

  /** A table is now so, without any transaction that is captured. */
  synchronized void alter(TableId table, List<String> now) {
    if (!last().last(table).equals(now)) {
      last().altered().computeIfAbsent(table, unseen -> new ArrayList<>()).add(now);
    }
  }

  private Moment last() {
    return moments.get(moments.size() - 1);
  }

  /** The place of a transaction, from 1. */
  synchronized OptionalInt place(String transaction) {
    Integer place = places.get(transaction);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** What was after the transaction in that place; in place 0 at the beginning. */
  synchronized Moment at(int place) {
    Moment found = moments.get(place);
    Map<TableId, List<List<String>>> altered = new HashMap<>();
    found.altered().forEach((table, contents) -> altered.put(table, List.copyOf(contents)));
    return new Moment(found.transaction(), found.tables(), found.after(), altered);
  }

  /** How many transactions there are. */
  synchronized int size() {
    return moments.size() - 1;
  }
}
