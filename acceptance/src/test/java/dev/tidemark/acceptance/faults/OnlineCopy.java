package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A standby's data, copied from a server that runs, as PostgreSQL's documentation says under
 * "Making a Base Backup Using the Low Level API".
 */
final class OnlineCopy extends SimpleFileVisitor<Path> {

  private static final Set<String> EMPTY = Set.of("pg_dynshmem", "pg_notify", "pg_stat_tmp");
  private static final Set<String> SLOTS = Set.of("pg_replslot", "pg_wal");
  private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

  private final Path from;
  private final Path to;

  private final boolean withSlots;

  private OnlineCopy(Path from, Path to, boolean withSlots) {
    this.from = from;
    this.to = to;
    this.withSlots = withSlots;
  }

  /**
   * @param port at which the standby finds the server
   * @param withSlots whether it has them as the server has them now, and the log they need;
   *     pg_basebackup leaves them behind
   */
  static void of(Connection superuser, Path from, Path to, int port, boolean withSlots)
      throws SQLException, IOException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("SELECT pg_backup_start('standby', true)");
      Files.walkFileTree(from, new OnlineCopy(from, to, withSlots));
      try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        row.next();
        Files.writeString(to.resolve("backup_label"), row.getString(1));
      }
    }
    Files.createFile(to.resolve("standby.signal"));
    Files.writeString(
        to.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=''%s'''%n"
            .formatted(port, PostgresServer.OWNER, PostgresServer.OWNER_PASSWORD));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    Path copy = to.resolve(from.relativize(directory));
    Files.createDirectory(
        copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String name = directory.getFileName().toString();
    boolean isEmpty = EMPTY.contains(name) || (SLOTS.contains(name) && !withSlots);
    if (directory.getParent().equals(from) && isEmpty) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (LEFT_OUT.contains(file.getFileName().toString())) {
      return FileVisitResult.CONTINUE;
    }
    try {
      Files.copy(file, to.resolve(from.relativize(file)));
    } catch (NoSuchFileException e) {
      // Removed since it was listed: its removal is in the log that the standby replays.
      return FileVisitResult.CONTINUE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException gone) {
    return FileVisitResult.CONTINUE;
  }
}
