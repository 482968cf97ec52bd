package dev.tidemark.archive.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows that a plan gives, by key. */
public final class NoteRestore {

  private NoteRestore() {}

  public static Map<Integer, List<String>> rows(Storage storage, RestorePlan.Planned plan) {
    Map<Integer, List<String>> rows = new TreeMap<>();
    RunSchemas schemas = new RunSchemas();
    for (TablePlan table : plan.tables()) {
      for (TablePlan.PartitionPlan partition : table.partitions()) {
        try (TableScan scan =
            TableScan.open(
                storage, partition.runs(), plan.sequence(), table.truncated(), schemas)) {
          while (scan.advance()) {
            RowSlice row = scan.row();
            String[] values =
                RowText.of(scan.schema()).decode(row.array(), row.offset(), row.length());
            List<String> before =
                rows.put(Integer.valueOf(values[0]), List.of(values[1], values[2]));
            assertThat(before).isNull();
          }
        }
      }
    }
    return rows;
  }
}
