package dev.tidemark.benchmarks.suite;

import com.github.luben.zstd.Zstd;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;

/**
 * The limit of a synthetic full: its parents' files read and each block decompressed, those of the
 * full, which are as many as the new one has, compressed again, written and synced, with no row
 * looked at.
 *
 * <p>A main class of its own, so that its time has the start of a JVM in it, as a backup's has.
 */
public final class Recompress {

  private static final int LEVEL = 3;

  private Recompress() {}

  /** Arguments: the file to write, the directory of the full, and those of what came after it. */
  public static void main(String[] arguments) throws IOException {
    try (FileOutputStream out = new FileOutputStream(arguments[0])) {
      for (Path file : runs(Path.of(arguments[1]))) {
        read(file, block -> out.write(Zstd.compress(block, LEVEL)));
      }
      for (String directory : Arrays.copyOfRange(arguments, 2, arguments.length)) {
        for (Path file : runs(Path.of(directory))) {
          read(file, block -> {});
        }
      }
      out.getFD().sync();
    }
  }

  private static List<Path> runs(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".avro"))
          .filter(file -> !file.getFileName().toString().equals("timeline.avro"))
          .sorted()
          .toList();
    }
  }

  private static void read(Path file, BlockSink sink) throws IOException {
    try (DataFileStream<Object> in =
        new DataFileStream<>(Files.newInputStream(file), new GenericDatumReader<>())) {
      while (in.hasNext()) {
        ByteBuffer block = in.nextBlock();
        byte[] bytes = new byte[block.remaining()];
        block.get(bytes);
        sink.take(bytes);
      }
    }
  }

  /** Takes what a block holds, decompressed. */
  @FunctionalInterface
  private interface BlockSink {
    void take(byte[] block) throws IOException;
  }
}
