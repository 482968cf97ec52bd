package dev.tidemark.archive.merge;

import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.KeyOrder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSplicer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The runs of one scan: open together, closed together. */
final class OpenRuns implements AutoCloseable {

  /** Without a run there is nothing to compare. */
  private static final Schema NO_KEY =
      Schema.createRecord("NoKey", null, "tidemark", false, List.of());

  private final List<RunReader> readers = new ArrayList<>();
  private final Map<SchemaPair, RowSplicer> splicers = new HashMap<>();

  static OpenRuns open(Storage storage, List<StoredRun> runs, RunSchemas schemas) {
    OpenRuns open = new OpenRuns();
    try {
      for (StoredRun run : runs) {
        open.add(RunReader.open(storage, run, schemas));
      }
      return open;
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }

  List<RunReader> readers() {
    return readers;
  }

  KeyOrder keyOrder() {
    return KeyOrder.of(readers.isEmpty() ? NO_KEY : readers.get(0).schema().key());
  }

  RowSplicer splicer(RowSchema newer, RowSchema older) {
    return splicers.computeIfAbsent(
        new SchemaPair(newer, older), pair -> RowSplicer.of(pair.newer(), pair.older()));
  }

  @Override
  public void close() {
    readers.forEach(RunReader::close);
  }

  private void add(RunReader reader) {
    readers.add(reader);
    RunReader first = readers.get(0);
    if (!first.schema().hasKeysComparableTo(reader.schema())) {
      throw new ChangedKeyException(reader.path() + " has another key than " + first.path());
    }
  }

  private record SchemaPair(RowSchema newer, RowSchema older) {}
}
