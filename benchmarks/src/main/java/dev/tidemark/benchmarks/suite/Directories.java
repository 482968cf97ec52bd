package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Directories as a whole. */
final class Directories {

  private Directories() {}

  static void copy(Path from, Path to) {
    Program.of(log(to), "cp", "-a", from.toString(), to.toString()).run();
  }

  static void delete(Path path) {
    Program.of(log(path), "rm", "-rf", path.toString()).run();
  }

  /** Writes out what waits to be written, so that nobody who is measured next pays for it. */
  static void sync(Path path) {
    Program.of(path.resolve("sync.log"), "sync").run();
  }

  /** Those directly inside, in the order of their names. */
  static List<Path> inside(Path path) {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The length of all files below, in bytes. */
  static long bytes(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path log(Path path) {
    return path.resolveSibling("files.log");
  }
}
