package dev.tidemark.restorer.target;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Postgres;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The address of a target")
class TargetAddressTest {

  private final Postgres database = Postgres.newDatabase();
  private final DatabaseUrl url = database.url();

  @Test
  @DisplayName("needs the right password")
  void wrongPassword() throws IOException {
    // given
    database.run("DROP ROLE IF EXISTS guarded", "CREATE ROLE guarded LOGIN PASSWORD 'right'");
    Path rules = Path.of(database.rows("SHOW hba_file").get(0));
    String trusting = Files.readString(rules);
    Files.writeString(rules, "host all guarded all scram-sha-256\n" + trusting);
    database.run("SELECT pg_reload_conf()");

    // when, then
    assertProblem(
        to(url.host(), url.port(), url.database(), "guarded").withPassword(new Secret("wrong")),
        url.place()
            + " does not let user guarded in: password authentication failed for user \"guarded\"",
        "Check the user and the password of the target, and pg_hba.conf of its server.");
  }

  @Test
  @DisplayName("names a database that is there")
  void unknownDatabase() {
    assertProblem(
        to(url.host(), url.port(), "shopp", "postgres"),
        "there is no database shopp on localhost:" + url.port(),
        "Create it, or name another database as the target.");
  }

  @Test
  @DisplayName("leads to a server that runs")
  void unreachable() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertProblem(
        to("localhost", port, "shop", "postgres"),
        "no connection to localhost:"
            + port
            + "/shop: Connection to localhost:"
            + port
            + " refused. Check that the hostname and port are correct and that the postmaster is"
            + " accepting TCP/IP connections.",
        "Check host and port of the target, and that its server is running.");
  }

  private static DatabaseUrl to(String host, int port, String name, String user) {
    return new DatabaseUrl(host, port, name, user, new Secret(""), Map.of());
  }

  private static void assertProblem(DatabaseUrl url, String message, String hint) {
    assertThatThrownBy(() -> DatabaseDestination.open(url, List.of(), ExistingTables.REFUSE, "0"))
        .isInstanceOf(CheckTargetException.class)
        .hasMessage(message)
        .extracting(e -> ((ProblemException) e).hint())
        .isEqualTo(hint);
  }
}
