package dev.tidemark.restorer.target;

import dev.tidemark.restorer.ddl.AfterData;
import dev.tidemark.restorer.ddl.ForeignKeys;
import dev.tidemark.restorer.ddl.Publication;
import dev.tidemark.restorer.ddl.SkippedTrigger;
import dev.tidemark.restorer.ddl.Staging;
import dev.tidemark.restorer.ddl.Statement;
import dev.tidemark.restorer.ddl.TableStatements;
import dev.tidemark.restorer.ddl.Triggers;
import dev.tidemark.restorer.ddl.TypeStatements;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The steps that make the tables on a target, each to be run in a transaction that the caller ends:
 * a rehearsal runs them all over empty tables and rolls back.
 */
final class Blueprint {

  private static final String HAS_FUNCTION =
      """
      EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = ? AND p.proname = ? AND p.pronargs = 0)
      """;

  private final List<RestoredTable> tables;
  private final Staging staging;

  Blueprint(List<RestoredTable> tables, Staging staging) {
    this.tables = tables;
    this.staging = staging;
  }

  /** Schemas, types, sequences and empty tables. */
  void createEmpty(Session session) {
    StagingArea area = new StagingArea(session);
    area.create(staging);
    UserTypes types = new UserTypes(session, new TableId(staging.name(), "type_to_compare"));
    area.note(staging, types.ensure(TypeStatements.of(tables)));
    tables.forEach(table -> session.run(statements(table).sequences()));
    tables.forEach(table -> session.run(statements(table).table()));
  }

  /** What a table gets after its data. */
  AfterData afterData(RestoredTable table) {
    return statements(table).afterData();
  }

  ForeignKeys foreignKeys() {
    return ForeignKeys.of(tables, staging);
  }

  /** Those that can be made, as the target is now. */
  Triggers triggers(Session session) {
    return Triggers.of(
        tables,
        staging,
        function -> session.ask(HAS_FUNCTION, function.schema(), function.table()));
  }

  /**
   * Gives the tables their triggers, and puts them in their place. Rows are not withheld because of
   * a trigger that the target refuses.
   *
   * @param replaced tables that are there already
   * @return the triggers that the tables do not have
   */
  List<SkippedTrigger> publish(Session session, List<TableId> replaced, Triggers triggers) {
    List<SkippedTrigger> skipped = new ArrayList<>(triggers.skipped());
    for (Triggers.Made trigger : triggers.made()) {
      session.runUnlessRefused(trigger.statements()).map(trigger::refused).ifPresent(skipped::add);
    }
    TreeSet<String> schemas = new TreeSet<>();
    tables.forEach(table -> schemas.add(table.name().schema()));
    for (String schema : schemas) {
      if (!Schemas.exists(session, schema)) {
        session.run(new Statement("schema " + schema, "CREATE SCHEMA " + TableId.quote(schema)));
      }
    }
    if (!replaced.isEmpty()) {
      session.run(Publication.drop(replaced));
    }
    session.run(Publication.move(tables, staging));
    return skipped;
  }

  private TableStatements statements(RestoredTable table) {
    return TableStatements.of(table, staging);
  }
}
