package dev.tidemark.acceptance.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL that was set up and stopped, with its owner, for who starts and kills it himself:
 * embedded, whatever {@link Servers} are chosen.
 *
 * @param program the postmaster
 * @param directory its data
 */
public record PostgresData(Path program, Path directory) {

  public static PostgresData create(Path parent) {
    try {
      EmbeddedPostgresServer server =
          new EmbeddedPostgresServer(
              PostgresSettings.withShortProofs(Map.of()), parent, PostgresSettings.freePort());
      PostgresSettings.createOwner(server);
      server.stop();
      Path data = parent.resolve("data");
      String line = Files.readString(data.resolve("postmaster.opts"));
      return new PostgresData(Path.of(line.substring(0, line.indexOf(' '))), data);
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL is not set up", e);
    }
  }

  public static int freePort() {
    return PostgresSettings.freePort();
  }

  /**
   * The command that runs it. PostgreSQL refuses root; in a name space of its own, root is nobody.
   *
   * @param settings beyond those of {@link PostgresSettings#SOURCE}, or instead of them
   */
  public List<String> command(int port, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(program.toString(), "-D", directory.toString(), "-p", Integer.toString(port)));
    PostgresSettings.withShortProofs(settings)
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  /** The same program on another directory of data. */
  public PostgresData in(Path data) {
    return new PostgresData(program, data);
  }
}
