package dev.tidemark.app.sql;

import dev.tidemark.app.operation.EraseOrder;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.EraseContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ErasedContext;
import dev.tidemark.restorer.filter.Condition;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.schemas.change.TableId;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code ERASE}. */
final class Erasures {

  private Erasures() {}

  static Statement of(EraseContext erase, ZoneId zone) {
    Settings settings = Settings.of(erase.with());
    Statement statement =
        new Statement.Erase(
            Written.collection(erase.collection()),
            new EraseOrder(
                conditions(erase, zone),
                settings.isOn("DRY_RUN") ? EraseOrder.Extent.PLAN : EraseOrder.Extent.ERASE,
                settings.isOff("TOPICS") ? EraseOrder.Topics.KEEP : EraseOrder.Topics.RELEASE,
                settings.patience()));
    settings.end();
    return statement;
  }

  /** Of a table that stands there twice, the rows of both conditions. */
  private static SortedMap<TableId, RowCondition> conditions(EraseContext erase, ZoneId zone) {
    SortedMap<TableId, RowCondition> conditions = new TreeMap<>();
    for (ErasedContext erased : erase.erased()) {
      conditions.merge(
          Written.table(erased.table()),
          new RowCondition(Conditions.of(erased.condition()), zone),
          (one, other) ->
              new RowCondition(
                  new Condition.Any(List.of(one.condition(), other.condition())), zone));
    }
    return conditions;
  }
}
