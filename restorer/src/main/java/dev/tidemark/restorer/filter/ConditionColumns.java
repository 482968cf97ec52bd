package dev.tidemark.restorer.filter;

import dev.tidemark.restorer.filter.Condition.All;
import dev.tidemark.restorer.filter.Condition.Any;
import dev.tidemark.restorer.filter.Condition.Compared;
import dev.tidemark.restorer.filter.Condition.IsNull;
import dev.tidemark.restorer.filter.Condition.Like;
import dev.tidemark.restorer.filter.Condition.Not;
import java.util.Set;
import java.util.TreeSet;

/** The names of the columns that a condition is over. */
final class ConditionColumns {

  private ConditionColumns() {}

  static Set<String> of(Condition condition) {
    Set<String> columns = new TreeSet<>();
    collect(condition, columns);
    return columns;
  }

  private static void collect(Condition condition, Set<String> columns) {
    if (condition instanceof All all) {
      all.conditions().forEach(each -> collect(each, columns));
    } else if (condition instanceof Any any) {
      any.conditions().forEach(each -> collect(each, columns));
    } else if (condition instanceof Not not) {
      collect(not.condition(), columns);
    } else if (condition instanceof Compared compared) {
      columns.add(compared.column());
    } else if (condition instanceof Like like) {
      columns.add(like.column());
    } else if (condition instanceof IsNull isNull) {
      columns.add(isNull.column());
    } else {
      throw new AssertionError("a condition of another kind");
    }
  }
}
