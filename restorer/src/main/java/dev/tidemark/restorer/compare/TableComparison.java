package dev.tidemark.restorer.compare;

import dev.tidemark.restorer.compare.TableVerdict.Extent;
import dev.tidemark.restorer.load.AdaptedRows;
import dev.tidemark.restorer.load.RowCursor;
import dev.tidemark.restorer.load.RowSource;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * Compares the rows of one table. Both sides are read once and added up; where that differs, both
 * are read again, and the keys in the parts that differ are looked at one by one.
 */
final class TableComparison {

  private static final int STRIDE = 4096;

  /** What a closer look holds in memory: keys and hashes of so many rows. */
  private static final long LOOKED_AT = 100_000;

  private static final int TOLD = 10;

  private final RowSource archive;
  private final SourceTables source;
  private final TableDefinition definition;
  private final RowSchema schema;
  private final LongConsumer progress;
  private long unreported;

  /** Takes rows under the schema in force. */
  @FunctionalInterface
  private interface Taker {
    void take(byte[] bytes, int offset, int length);
  }

  /**
   * @param progress told of rows that were read; it may throw to break off
   */
  TableComparison(RowSource archive, SourceTables source, LongConsumer progress) {
    this.archive = archive;
    this.source = source;
    this.definition = archive.table().definition();
    this.schema = RowSchema.of(definition);
    this.progress = progress;
  }

  TableVerdict run() {
    TableDigest archived = new TableDigest(schema);
    readArchive(archived::add);
    TableDigest current = new TableDigest(schema);
    readSource(current::add);
    BitSet differing = archived.differing(current, LOOKED_AT);
    if (differing.isEmpty()) {
      return new TableVerdict.Same(definition.id(), archived.total());
    }
    RowDifferences rows = new RowDifferences(schema);
    readArchive(within(differing, archived, rows::archive));
    readSource(within(differing, archived, rows::source));
    return new TableVerdict.Differs(
        definition.id(),
        archived.total(),
        current.total(),
        rows.count(),
        differing.cardinality() == archived.differing(current) ? Extent.ALL : Extent.SOME,
        rows.first(TOLD));
  }

  private static Taker within(BitSet buckets, TableDigest digest, Taker taker) {
    return (bytes, offset, length) -> {
      if (buckets.get(digest.bucket(bytes, offset, length))) {
        taker.take(bytes, offset, length);
      }
    };
  }

  private void readArchive(Taker taker) {
    try (RowCursor rows = new AdaptedRows(archive.open(), schema)) {
      while (rows.advance()) {
        taker.take(rows.array(), rows.offset(), rows.length());
        report();
      }
    }
  }

  private void readSource(Taker taker) {
    RowEncoder encoder = RowEncoder.of(schema);
    AvroOutput row = new AvroOutput();
    source.read(
        definition,
        values -> {
          row.reset();
          int[] unused = encoder.encodeRow(values, row);
          taker.take(row.array(), 0, row.size());
          report();
        });
  }

  private void report() {
    if (++unreported == STRIDE) {
      progress.accept(unreported);
      unreported = 0;
    }
  }
}
