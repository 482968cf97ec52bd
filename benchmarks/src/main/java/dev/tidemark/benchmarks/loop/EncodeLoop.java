package dev.tidemark.benchmarks.loop;

import dev.tidemark.restorer.encode.CopyBuffer;
import dev.tidemark.restorer.encode.CopyEncoder;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A row from the source's text to Avro, and from Avro to COPY. Per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeLoop {

  private static final int ROWS = 1_000;

  private final RowEncoder encoder = RowEncoder.of(SampleRows.SCHEMA);
  private final CopyEncoder copy = CopyEncoder.of(SampleRows.SCHEMA);
  private final String[][] texts = new String[ROWS][];
  private final byte[][] encoded = new byte[ROWS][];
  private final AvroOutput out = new AvroOutput(1 << 16);
  private final CopyBuffer buffer = new CopyBuffer(1 << 16);

  /** Makes the rows. */
  public EncodeLoop() {
    for (int i = 0; i < ROWS; i++) {
      texts[i] = SampleRows.texts(i * 7_919L);
      encoded[i] = SampleRows.row(i * 7_919L);
    }
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int encodeRow() {
    out.reset();
    for (String[] row : texts) {
      encoder.encodeRow(row, out);
    }
    return out.size();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int encodeCopy() {
    buffer.clear();
    for (byte[] row : encoded) {
      copy.row(row, 0, row.length, buffer);
    }
    return buffer.size();
  }
}
