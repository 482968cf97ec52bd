package dev.tidemark.acceptance.running;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What the JVM found out about the classes of one {@code start} that captured something, kept for
 * all that are begun after it: reading and checking them again is half of what a start costs.
 *
 * <p>Made once for all JVMs of a build, and only where every entry of the class path is a jar,
 * which is what the JVM can keep. Without it processes start as they always do, more slowly.
 */
final class ClassArchive {

  private static final List<String> NONE = List.of();

  private ClassArchive() {}

  /** Options for a process with this class path. */
  static List<String> options(String classPath) {
    return isKept(classPath) ? Made.OPTIONS : NONE;
  }

  private static boolean isKept(String classPath) {
    return Boolean.getBoolean("specs.classarchive")
        && Arrays.stream(classPath.split(File.pathSeparator)).allMatch(e -> e.endsWith(".jar"));
  }

  /** Holds the archive once somebody asked for it. */
  private static final class Made {
    static final List<String> OPTIONS =
        List.of(
            "-XX:SharedArchiveFile=" + make(Path.of("target").toAbsolutePath()),
            // Should the JVM not want it after all, it must not say so in what a command prints.
            "-Xlog:disable");

    private static Path make(Path target) {
      Path archive = target.resolve(name(CommandProcess.classPath()));
      try (FileChannel channel =
              FileChannel.open(
                  target.resolve("start.jsa.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !isCurrent(archive)) {
          Path begun = target.resolve("start.jsa.begun");
          train(begun);
          Files.move(begun, archive, StandardCopyOption.REPLACE_EXISTING);
        }
        return archive;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Of another class path, as after the directory was moved, the JVM does not want one. */
    private static String name(String classPath) {
      return "start-" + Integer.toHexString(classPath.hashCode()) + ".jsa";
    }

    /** Whether no jar is newer: the JVM refuses an archive of other jars. */
    private static boolean isCurrent(Path archive) throws IOException {
      if (!Files.exists(archive)) {
        return false;
      }
      FileTime made = Files.getLastModifiedTime(archive);
      for (String jar : CommandProcess.classPath().split(File.pathSeparator)) {
        if (Files.getLastModifiedTime(Path.of(jar)).compareTo(made) > 0) {
          return false;
        }
      }
      return true;
    }

    private static void train(Path archive) throws IOException {
      Home home = Home.in(Files.createTempDirectory("tidemark-training-"));
      Database source = Database.create(Servers.source(), "training");
      TableId table = TableId.parse("public.t");
      source.execute("CREATE TABLE t (id int PRIMARY KEY)");
      try (Started started = Started.train(home, archive)) {
        started.awaitReady();
        BackupCollection.protect(home, "training", source, List.of(table));
        home.run("drop", "training").succeeded();
        started.terminate(Duration.ofMinutes(2));
      }
    }
  }
}
