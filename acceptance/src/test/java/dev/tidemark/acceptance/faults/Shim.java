package dev.tidemark.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The disk and the clock of one process, through a library that is loaded before any other: see
 * shim.c. Faults are numbers in a file that the process has mapped.
 */
record Shim(Path library, Path faults) {

  private static final int NUMBERS = 4;

  /** A number of the file. */
  private enum Fault {
    FAILING_FLUSH(0),
    FULL(1),
    SLOW_MICROS(2),
    CLOCK_MICROS(3);

    private final long place;

    Fault(long place) {
      this.place = place;
    }
  }

  /** Compiles the library; empty where there is no C compiler, or not this operating system. */
  static Optional<Path> compile(Path directory) {
    Path source = directory.resolve("shim.c");
    Path library = directory.resolve("shim.so");
    try (InputStream text =
        Objects.requireNonNull(Shim.class.getResourceAsStream("shim.c"), "shim.c")) {
      Files.copy(text, source);
      Process compiler =
          new ProcessBuilder(
                  "cc",
                  "-shared",
                  "-fPIC",
                  "-O1",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-ldl")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("shim.log").toFile())
              .start();
      boolean compiled = compiler.waitFor(90, TimeUnit.SECONDS) && compiler.exitValue() == 0;
      return compiled ? Optional.of(library) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** For one process, which is well to begin with. */
  static Shim of(Path library, Path faults) {
    try {
      Files.write(faults, new byte[NUMBERS * Long.BYTES]);
      return new Shim(library, faults);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process is to be started with. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "TIDEMARK_FAULTS", faults.toString());
  }

  void failFlushes() {
    set(Fault.FAILING_FLUSH, 1);
  }

  void fill() {
    set(Fault.FULL, 1);
  }

  void slow(Duration each) {
    set(Fault.SLOW_MICROS, each.toNanos() / 1_000);
  }

  void clock(Duration ahead) {
    set(Fault.CLOCK_MICROS, ahead.toNanos() / 1_000);
  }

  void heal() {
    for (Fault fault : List.of(Fault.values())) {
      set(fault, 0);
    }
  }

  private void set(Fault fault, long number) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    bytes.putLong(0, number);
    try (FileChannel file = FileChannel.open(faults, StandardOpenOption.WRITE)) {
      file.write(bytes, fault.place * Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
