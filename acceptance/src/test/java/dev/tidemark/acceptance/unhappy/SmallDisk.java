package dev.tidemark.acceptance.unhappy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory of a few MiB, where the user of the specs may mount one. */
record SmallDisk(Path directory) implements AutoCloseable {

  static SmallDisk mount(Path directory, int mebibytes) {
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
    Assumptions.assumeTrue(
        mounted, "only root may mount; the storage that fails in the backup's own tests stands in");
    return new SmallDisk(directory);
  }

  void grow(int mebibytes) {
    if (!run("mount", "-o", "remount,size=" + mebibytes + "m", directory.toString())) {
      throw new IllegalStateException("the file system does not grow");
    }
  }

  @Override
  public void close() {
    run("umount", directory.toString());
  }

  private static boolean run(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
