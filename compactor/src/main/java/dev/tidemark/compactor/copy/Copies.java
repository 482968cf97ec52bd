package dev.tidemark.compactor.copy;

import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.fold.PlaceOrder;
import dev.tidemark.compactor.fold.Truncates;
import dev.tidemark.compactor.sort.ExternalSorter;
import dev.tidemark.compactor.sort.RecordCursor;
import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.compactor.source.BaseRows;
import java.nio.file.Path;

/**
 * Numbers the copies of equal rows. What appears takes the number after the highest that is alive,
 * what goes takes the highest with it; so the copies alive are always 1 to n, and who goes on from
 * them has to know nothing but n.
 */
public final class Copies {

  private final Lanes lanes;
  private final BatchSchemas schemas;
  private final PlaceOrder order;
  private final Truncates truncates;
  private final BaseRows base;
  private final long memory;
  private final Path directory;

  /**
   * @param base the rows at the batch's start
   * @param memory for sorting one lane's versions by their numbers, in bytes
   * @param directory exists, and is the caller's to delete
   */
  public Copies(
      Lanes lanes,
      BatchSchemas schemas,
      Truncates truncates,
      BaseRows base,
      long memory,
      Path directory) {
    this.lanes = lanes;
    this.schemas = schemas;
    this.order = new PlaceOrder(schemas);
    this.truncates = truncates;
    this.base = base;
    this.memory = memory;
    this.directory = directory;
  }

  /**
   * The batch, sorted, with numbered copies where tables have no key. Each walk over it numbers
   * them as it comes to them, and for that reads the base's rows of their lanes once.
   */
  public SortedRecords number(SortedRecords batch) {
    if (!schemas.haveWholeRowKeys()) {
      return batch;
    }
    return new SortedRecords() {
      @Override
      public RecordCursor open() {
        return new NumberedCursor(batch.open(), schemas, Copies.this::sorter, Copies.this::live);
      }

      @Override
      public long count() {
        return batch.count();
      }
    };
  }

  private ExternalSorter sorter(int lane) {
    return new ExternalSorter(order, memory, directory, "copies-" + lane);
  }

  private LiveCopies live(int lane) {
    return new LiveCopies(lanes.lane(lane), truncates, base);
  }
}
