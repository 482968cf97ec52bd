package dev.tidemark.acceptance.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServersTest {

  @Test
  void a_server_keeps_its_data_and_its_port_over_a_restart() {
    try (PostgresServer server = Servers.chosen().postgres(Map.of("wal_level", "replica"))) {
      Database database = Database.create(server, "kept");
      database.execute("CREATE TABLE t (v text)", "INSERT INTO t VALUES (E'a\\tb'), (NULL)");
      int port = server.port();

      server.stop();
      server.start();

      assertThat(server.port()).isEqualTo(port);
      assertThat(database.copy("SELECT v FROM t")).containsExactly("a\\tb", "\\N");
    }
  }

  @Test
  void the_shared_source_decodes_logically_and_prints_as_nobody_expects_by_default() {
    Database database = Database.create(Servers.source(), "shared");
    List<String> levels = database.query("SHOW wal_level");

    assertThat(levels).containsExactly("logical");
    assertThat(database.query("SELECT reset_val FROM pg_settings WHERE name = 'IntervalStyle'"))
        .containsExactly("iso_8601");
  }
}
