package dev.tidemark.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.seed.Seeded;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeded.class)
class ConcurrentLoadTest {

  private static final int CLIENTS = 4;
  private static final int RESTORES = 20;

  @Test
  void restored_to_any_time_while_four_clients_write_the_books_balance(Random random) {
    Database source = Database.create(Servers.source(), "bank");
    Database target = Database.create(Servers.source(), "bank_restored");
    int committed;
    try (Bank bank = Bank.open(source, CLIENTS, random)) {
      BackupCollection collection =
          BackupCollection.protect(Home.shared(), "bank", source, Bank.TABLES);
      collection.backup();
      Instant from =
          Instant.parse(collection.show().path("restorable").path("from").path("time").asText());
      for (int i = 0; i < RESTORES; i++) {
        Instant time = i % 2 == 0 ? anyTime(from, random) : amidCommits(source, from, random);
        String schema = random.nextBoolean() ? "one" : "other";

        JsonNode report =
            collection.restore(
                target, "--at", time.toString(), "--schema", schema, "--replace", "--wait", "60s");

        assertThat(report.path("verified").asBoolean()).isTrue();
        then_the_books_balance(target, schema, time);
        then_exactly_what_was_committed_by_then_is_there(source, target, schema, time);
      }
      committed = bank.closed();
    }
    System.out.printf("%d transactions by %d clients, %d restores%n", committed, CLIENTS, RESTORES);
  }

  private static Instant anyTime(Instant from, Random random) {
    long micros = ChronoUnit.MICROS.between(from, Instant.now());
    return from.plus((long) (random.nextDouble() * micros), ChronoUnit.MICROS);
  }

  /** Just after some commit, where others follow: the clients pause between their bursts. */
  private static Instant amidCommits(Database source, Instant from, Random random) {
    String since = " FROM pgbench_history WHERE pg_xact_commit_timestamp(xmin) >= '" + from + "'";
    int commits = Integer.parseInt(source.query("SELECT count(*)" + since).get(0));
    String time =
        "SELECT to_char(pg_xact_commit_timestamp(xmin) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    int one = random.nextInt(Math.max(1, commits));
    return source.query(time + since + " ORDER BY hid LIMIT 1 OFFSET " + one).stream()
        .map(each -> Instant.parse(each).plus(random.nextInt(5_000), ChronoUnit.MICROS))
        .findFirst()
        .orElse(from);
  }

  private static void then_the_books_balance(Database target, String schema, Instant time) {
    List<String> sums =
        target.query(
            """
            SELECT (SELECT sum(abalance) FROM %1$s.pgbench_accounts)
              || ' ' || (SELECT sum(tbalance) FROM %1$s.pgbench_tellers)
              || ' ' || (SELECT sum(bbalance) FROM %1$s.pgbench_branches)
              || ' ' || (SELECT coalesce(sum(delta), 0) FROM %1$s.pgbench_history)
            """
                .formatted(schema));
    Set<String> distinct = new HashSet<>(List.of(sums.get(0).split(" ")));
    assertThat(distinct).as("sums at " + time + ": " + sums).hasSize(1);
  }

  /** By the server's own record of commit times; they are taken a moment before the log's order. */
  private static void then_exactly_what_was_committed_by_then_is_there(
      Database source, Database target, String schema, Instant time) {
    String committed =
        "SELECT hid FROM pgbench_history WHERE pg_xact_commit_timestamp(xmin) <= '%s' ORDER BY hid";
    List<String> restored =
        target.query("SELECT hid FROM " + schema + ".pgbench_history ORDER BY hid");
    List<String> certain = source.query(committed.formatted(time.minus(Duration.ofMillis(200))));
    List<String> allowed = source.query(committed.formatted(time));
    assertThat(minus(certain, restored)).as("missing at " + time).isEmpty();
    assertThat(minus(restored, allowed)).as("too many at " + time).isEmpty();
  }

  private static Set<String> minus(List<String> some, List<String> others) {
    Set<String> left = new HashSet<>(some);
    others.forEach(left::remove);
    return left;
  }
}
