package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

/** Backups of a simulated database into a storage, with as little memory as a job takes. */
final class BackupsFixture {

  static final Path TEMPORARY = temporary();

  final Archive archive;
  final Backups backups;

  BackupsFixture(SimulatedLog log, Storage storage, long memory, long seed) {
    this(log, storage, memory, seed, TEMPORARY);
  }

  BackupsFixture(SimulatedLog log, Storage storage, long memory, long seed, Path temporary) {
    archive = Archive.open(storage, log.collection);
    backups =
        new Backups(
            archive,
            log.source(),
            () -> SimulatedLog.START.plus(Duration.ofHours(1)),
            new Random(seed),
            new CompactorConfig(memory, temporary));
  }

  private static Path temporary() {
    try {
      Path directory = Files.createTempDirectory("backups");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long leftovers(Path temporary) {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
