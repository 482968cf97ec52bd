package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** The files of all backups, by their names without the random part. */
  static Map<String, List<Byte>> dataOf(MemoryStorage storage) {
    Map<String, List<Byte>> files = new HashMap<>();
    for (StoredFile file : storage.list("shop/data/")) {
      List<Byte> bytes = new ArrayList<>();
      for (byte b : storage.content(file.path())) {
        bytes.add(b);
      }
      files.put(file.path().replaceFirst("-[0-9a-f]{8}/", "/"), bytes);
    }
    return files;
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
