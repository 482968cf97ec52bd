package dev.tidemark.acceptance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.seed.Seeded;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.acceptance.workload.Committed;
import dev.tidemark.acceptance.workload.Shop;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.acceptance.workload.Workload;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeded.class)
class OracleTest {

  private static final int TRANSACTIONS = Integer.getInteger("oracle.transactions", 420);
  private static final int ROWS_BEFORE = 30;
  private static final int INCREMENTALS = 6;
  private static final int DATABASES = 10;

  private Database source;
  private BackupCollection collection;

  /** By sequence, which counts from 1: the snapshot's state first. */
  private final List<State> states = new ArrayList<>();

  private final List<String> transactions = new ArrayList<>();

  @Test
  void a_restore_equals_the_source_at_every_sequence(Random random) throws Exception {
    source = Database.create(Servers.source(), "oracle");
    Shop.create(source);
    try (Workload workload = new Workload(source, random)) {
      given_rows_before_the_snapshot(workload);
      collection = BackupCollection.protect(Home.shared(), "oracle", source, Shop.tables());
      states.add(workload.observe());
      transactions.add("snapshot");

      when_transactions_commit_and_backups_are_taken(workload, random);
    }
    collection.restoreInto(files(), "--latest").succeeded();

    then_the_timeline_has_these_transactions();
    then_the_archive_gives_every_state();
    then_databases_restored_from_it_equal_the_source(random);
  }

  private static void given_rows_before_the_snapshot(Workload workload) throws SQLException {
    for (int i = 0; i < ROWS_BEFORE; i++) {
      workload.nextCommit();
    }
    workload.settle();
  }

  private void when_transactions_commit_and_backups_are_taken(Workload workload, Random random)
      throws SQLException {
    int full = random.nextInt(10);
    Set<Integer> incrementals = new TreeSet<>();
    while (incrementals.size() < INCREMENTALS) {
      incrementals.add(full + 1 + random.nextInt(TRANSACTIONS - full - 1));
    }
    int synthetic = TRANSACTIONS / 4 + random.nextInt(TRANSACTIONS / 2);
    for (int i = 0; i < TRANSACTIONS; i++) {
      Committed commit = workload.nextCommit();
      if (commit.touched()) {
        states.add(commit.after());
        transactions.add(commit.transaction());
      }
      if (i == full || i == synthetic) {
        collection.backup();
      }
      if (incrementals.contains(i)) {
        collection.incremental();
      }
    }
    workload.settle();
  }

  private void then_the_timeline_has_these_transactions() {
    List<JsonNode> commits = collection.commits();
    assertThat(commits)
        .extracting(commit -> commit.path("transaction").asText())
        .isEqualTo(transactions);
    for (int i = 0; i < commits.size(); i++) {
      assertThat(commits.get(i).path("sequence").asInt()).isEqualTo(i + 1);
    }
  }

  private void then_the_archive_gives_every_state() {
    long from = collection.show().path("restorable").path("from").path("sequence").asLong();
    assertThat(from).isBetween(1L, 12L);
    assertThat(collection.restorableTo()).isEqualTo(states.size());
    ArchivedStates archived = new ArchivedStates(collection.storage(), collection.name());
    for (long sequence = 1; sequence < from; sequence++) {
      assertThat(archived.plan(Sequence.of(sequence)))
          .isInstanceOf(RestorePlan.BeforeHistory.class);
    }
    for (long sequence = from; sequence <= states.size(); sequence++) {
      State restored = archived.at(Sequence.of(sequence));
      State recorded = states.get((int) sequence - 1);
      for (TableId table : Shop.tables()) {
        assertThat(restored.of(table)).as(table + " at " + sequence).isEqualTo(recorded.of(table));
      }
    }
  }

  private void then_databases_restored_from_it_equal_the_source(Random random) throws SQLException {
    int from = collection.show().path("restorable").path("from").path("sequence").asInt();
    for (int i = 0; i < DATABASES; i++) {
      int sequence = from + random.nextInt(states.size() - from + 1);
      Database target = Database.create(Servers.source(), "oracle_restored");
      JsonNode report = collection.restore(target, "--sequence", Integer.toString(sequence));

      State recorded = states.get(sequence - 1);
      assertThat(report.path("sequence").asInt()).isEqualTo(sequence);
      assertThat(report.path("transaction").asText()).isEqualTo(transactions.get(sequence - 1));
      assertThat(report.path("verified").asBoolean()).isTrue();
      RestoredDatabase restored = new RestoredDatabase(target);
      for (TableId table : Shop.tables()) {
        assertThat(restored.differences(table, recorded)).as(table + " at " + sequence).isEmpty();
        assertThat(report.path("rows").path(table.toString()).asInt())
            .isEqualTo(recorded.of(table).size());
        assertThat(Catalog.describe(target, table)).isEqualTo(Catalog.describe(source, table));
      }
      assertThat(restored.wrongLoudness()).isEmpty();
      assertThat(target.query("SELECT nextval('shop.settings_serial_no_seq')"))
          .allSatisfy(
              next -> assertThat(Long.parseLong(next)).isGreaterThan(highestSerial(target)));
    }
  }

  private static long highestSerial(Database target) {
    return Long.parseLong(
        target.query("SELECT coalesce(max(serial_no), 0) FROM shop.settings").get(0));
  }

  private String files() {
    return collection.home().directory().resolve("oracle-files").toUri().toString();
  }
}
