package dev.tidemark.restorer.compare;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of a source as they are at one place of its log, however often they are read. */
public interface SourceTables {

  /** Those of the collection that are there. */
  Map<TableId, TableDefinition> definitions();

  /** Gives every row of a table, its values in the order of the stored columns. */
  void read(TableDefinition definition, RowTaker taker);

  /** Takes rows. */
  @FunctionalInterface
  interface RowTaker {
    void take(@Nullable String[] values);
  }
}
