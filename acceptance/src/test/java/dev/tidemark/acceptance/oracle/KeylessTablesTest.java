package dev.tidemark.acceptance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.seed.Seeded;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.acceptance.workload.Duplicates;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables whose rows are told apart by a replica identity other than the primary key. */
@ExtendWith(Seeded.class)
class KeylessTablesTest {

  private static final int ROWS_BEFORE = 15;
  private static final int TRANSACTIONS = 150;
  private static final int FIRST_FULL = 10;
  private static final int SYNTHETIC_FULL = 90;
  private static final Set<Integer> INCREMENTALS = Set.of(30, 55, 56, 110, 130);
  private static final int DATABASES = 8;

  private final Database source = Database.create(Servers.source(), "keyless");

  /** By sequence, which counts from 1: the snapshot's state first. */
  private final List<State> states = new ArrayList<>();

  @Test
  void are_restored_with_as_many_equal_rows_as_there_were(Random random) throws SQLException {
    Duplicates.create(source);
    try (Duplicates workload = new Duplicates(source, random)) {
      for (int i = 0; i < ROWS_BEFORE; i++) {
        workload.commit();
      }
      BackupCollection collection =
          BackupCollection.protect(Home.shared(), "keyless", source, Duplicates.tables());
      states.add(workload.observe());

      for (int i = 0; i < TRANSACTIONS; i++) {
        states.add(workload.commit());
        if (i == FIRST_FULL || i == SYNTHETIC_FULL) {
          collection.backup();
        } else if (INCREMENTALS.contains(i)) {
          collection.incremental();
        }
      }
      collection.restoreInto(files(collection), "--latest").succeeded();

      assertThat(collection.commits()).hasSameSizeAs(states);
      then_the_archive_gives_every_state(collection);
      then_databases_restored_from_it_equal_the_source(collection, random);
    }
  }

  private void then_the_archive_gives_every_state(BackupCollection collection) {
    ArchivedStates archived = new ArchivedStates(collection.storage(), collection.name());
    for (long sequence = from(collection); sequence <= states.size(); sequence++) {
      State restored = archived.at(Sequence.of(sequence));
      State recorded = states.get((int) sequence - 1);
      for (TableId table : Duplicates.tables()) {
        assertThat(restored.of(table)).as(table + " at " + sequence).isEqualTo(recorded.of(table));
      }
    }
  }

  private void then_databases_restored_from_it_equal_the_source(
      BackupCollection collection, Random random) throws SQLException {
    int from = from(collection);
    for (int i = 0; i < DATABASES; i++) {
      int sequence = i == 0 ? states.size() : from + random.nextInt(states.size() - from + 1);
      Database target = Database.create(Servers.source(), "keyless_restored");
      JsonNode report = collection.restore(target, "--sequence", Integer.toString(sequence));

      State recorded = states.get(sequence - 1);
      assertThat(report.path("verified").asBoolean()).isTrue();
      for (TableId table : Duplicates.tables()) {
        assertThat(new RestoredDatabase(target).differences(table, recorded))
            .as(table + " at " + sequence)
            .isEmpty();
        assertThat(Catalog.describe(target, table)).isEqualTo(Catalog.describe(source, table));
      }
    }
  }

  private static int from(BackupCollection collection) {
    return collection.show().path("restorable").path("from").path("sequence").asInt();
  }

  private static String files(BackupCollection collection) {
    return collection.home().directory().resolve("keyless-files").toUri().toString();
  }
}
