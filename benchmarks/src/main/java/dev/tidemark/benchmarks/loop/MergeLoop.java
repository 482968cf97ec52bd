package dev.tidemark.benchmarks.loop;

import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.RunWriter;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.FileStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.RowSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The live rows of a base and three deltas that change a tenth of it each. Per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MergeLoop {

  private static final int ROWS = 200_000;
  private static final int DELTAS = 3;
  private static final int CHANGED_EVERY = 10;
  private static final CollectionName COLLECTION = new CollectionName("loop");

  private final List<StoredRun> runs = new ArrayList<>();
  private final Path directory = temporary();
  private final Storage storage = new FileStorage(directory);

  private static Path temporary() {
    try {
      return Files.createTempDirectory("merge-loop-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Setup
  public void writeRuns() {
    runs.add(run(1, RunRole.BASE, 1, 0));
    for (int delta = 1; delta <= DELTAS; delta++) {
      runs.add(run(delta + 1, RunRole.DELTA, CHANGED_EVERY, delta));
    }
  }

  private StoredRun run(long sequence, RunRole role, int every, int remainder) {
    Sequence from = new Sequence(role == RunRole.BASE ? 0 : sequence - 1);
    RunName name =
        new RunName(
            COLLECTION, from, new Sequence(sequence), SampleRows.SCHEMA.table(), role, 0, 1);
    String place = "data/" + sequence;
    try (RunWriter writer = RunWriter.create(storage, place, name, SampleRows.SCHEMA)) {
      for (long id = 0; id < ROWS; id++) {
        if (id % every == remainder) {
          RowSlice key = RowSlice.of(SampleRows.key(id));
          writer.append(sequence, id, key, new int[0], RowSlice.of(SampleRows.row(id)));
        }
      }
      RunFile file = writer.commit();
      return new StoredRun(place, file);
    }
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long mergeRows() {
    long bytes = 0;
    Sequence asOf = new Sequence(DELTAS + 1L);
    try (TableScan scan = TableScan.open(storage, runs, asOf, Optional.empty())) {
      while (scan.advance()) {
        bytes += scan.row().length();
      }
    }
    return bytes;
  }

  @TearDown
  public void deleteRuns() throws IOException {
    storage.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
