package dev.tidemark.restorer;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.RestorePlan.Planned;
import dev.tidemark.restorer.load.RowSource;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tables of an archive at one sequence, as a restore would load them.
 *
 * @param tables in the order of their names
 * @param unknown tables of which it is not known what they were there, with the reason
 */
public record ArchivedTables(List<RowSource> tables, Map<TableId, String> unknown) {

  public ArchivedTables {
    tables = List.copyOf(tables);
    unknown = Map.copyOf(unknown);
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException it cannot be restored
   */
  public static ArchivedTables at(Archive archive, Sequence sequence) {
    Planned plan = new Selection(archive).plan(sequence);
    List<RowSource> tables =
        plan.tables().stream()
            .<RowSource>map(
                table ->
                    new ArchiveRows(
                        new RestoredTable(table.definition(), table.definition().id()),
                        table,
                        archive.storage(),
                        sequence,
                        Optional.empty()))
            .toList();
    Map<TableId, String> unknown = new TreeMap<>();
    plan.obscured().forEach(window -> unknown.put(window.table(), Refusals.unknown(window)));
    return new ArchivedTables(tables, unknown);
  }
}
