package dev.tidemark.acceptance.unhappy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords are read from where they are given, kept in one place, and told to nobody. */
class SecretsTest {

  private static final String USER = "secretive";
  private static final String PASSWORD = "Zw1ebel-Kuchen";
  private static final String WRONG = "Zw1ebel-Torte";

  @TempDir Path directory;

  private final Home home = Home.shared();
  private final Database source = Database.create(Servers.source(), "secretive");
  private final List<Outcome> outcomes = new ArrayList<>();

  @Test
  void no_password_is_in_any_output_or_file_but_its_own() throws IOException {
    source.administrate(
        "DROP ROLE IF EXISTS " + USER,
        "CREATE ROLE " + USER + " LOGIN REPLICATION SUPERUSER PASSWORD '" + PASSWORD + "'",
        "CREATE TABLE secrets (id int PRIMARY KEY)",
        "INSERT INTO secrets VALUES (1)");
    String url = source.urlWith(USER, PASSWORD);
    String into = Database.create(Servers.source(), "secretive_target").urlWith(USER, PASSWORD);
    String[] create = {"secretive", "--table", "public.secrets", "--source"};

    failing("create", with(create, source.urlWith(USER, WRONG)));
    failing("create", with(create, url + "?sslmode=nonsense"));
    failing("create", with(create, url.replace("postgresql:", "mysql:")));
    failing("create", with(create, url, "--password", PASSWORD));
    working("create", with(create, url));
    working("backup", "secretive", "--json");
    working("show", "secretive");
    working("show", "--json");
    working("timeline", "secretive");
    failing("restore", "secretive", "--latest", "--into", into.replace(PASSWORD, WRONG));
    failing("restore", "secretive", "--latest", "--into", into + "?loggerLevel", "--dry-run=x");
    working("restore", "secretive", "--latest", "--into", into);
    source.administrate("ALTER ROLE " + USER + " PASSWORD 'changed'", disconnect());
    failing(
        "restore",
        "secretive",
        "--latest",
        "--replace",
        "--into",
        into.replace(PASSWORD, "changed"));
    source.administrate("ALTER ROLE " + USER + " PASSWORD '" + PASSWORD + "'");

    assertThat(outcomes).noneMatch(outcome -> tells(outcome.out() + outcome.err()));
    assertThat(files(home.directory()).filter(SecretsTest::tells))
        .containsExactly(home.directory().resolve("secrets/secretive"));
    Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
    assertThat(Files.getPosixFilePermissions(home.directory().resolve("secrets/secretive")))
        .isEqualTo(ownerOnly);
    working("drop", "secretive");
    assertThat(home.directory().resolve("secrets/secretive")).doesNotExist();
  }

  @Test
  void a_password_may_come_from_a_file_or_the_environment() throws IOException {
    source.administrate(
        "DROP ROLE IF EXISTS quiet",
        "CREATE ROLE quiet LOGIN REPLICATION SUPERUSER PASSWORD '" + PASSWORD + "'",
        "CREATE TABLE IF NOT EXISTS quiet (id int PRIMARY KEY)");
    Path file = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    String url = source.urlWith("quiet", "x").replace(":x@", "@");
    String[] create = {"quiet", "--table", "public.quiet", "--source", url};
    String into = Database.create(Servers.source(), "quiet_target").urlWith("quiet", "x");
    String[] restore = {"quiet", "--latest", "--into", into.replace(":x@", "@")};

    working("create", with(create, "--password-file", file.toString()));
    working("backup", "quiet");
    working("restore", with(restore, "--target-password-file", file.toString()));
    home.run(Map.of("TIDEMARK_TARGET_PASSWORD", PASSWORD), "restore", with(restore, "--replace"))
        .succeeded();
    home.run(Map.of("PGPASSWORD", PASSWORD), "restore", with(restore, "--replace")).succeeded();
    working("drop", "quiet", "--delete-backups");
    home.run(Map.of("TIDEMARK_SOURCE_PASSWORD", PASSWORD), "create", create).succeeded();
    working("drop", "quiet");
  }

  private String disconnect() {
    return "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + USER + "'";
  }

  private void working(String command, String... arguments) {
    Outcome outcome = home.run(command, arguments);
    outcomes.add(outcome);
    assertThat(outcome.exit()).as(outcome.toString()).isZero();
  }

  private void failing(String command, String... arguments) {
    Outcome outcome = home.run(command, arguments);
    outcomes.add(outcome);
    assertThat(outcome.exit()).as(outcome.toString()).isNotZero();
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private static boolean tells(String text) {
    return text.contains(PASSWORD) || text.contains(WRONG);
  }

  private static boolean tells(Path file) {
    try {
      return tells(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // Kafka's own files come and go.
      return false;
    }
  }

  private static Stream<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }
}
