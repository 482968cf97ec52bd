package dev.tidemark.acceptance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.seed.Seeded;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.acceptance.workload.Observer;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tables that are put into a collection and taken out of it, at random places among transactions on
 * all of them. {@code -Dtables.transactions=N} makes it longer.
 */
@ExtendWith(Seeded.class)
class ChangingTablesTest {

  private static final int TRANSACTIONS = Integer.getInteger("tables.transactions", 160);
  private static final int ONE_ALTERATION_IN = 12;
  private static final int ONE_BACKUP_IN = 15;
  private static final Duration READ_WITHIN = Duration.ofSeconds(60);

  /** With a key, without one, and with long values that an update does not send. */
  private static final List<TableId> TABLES =
      List.of("public.always", "public.keyed", "public.keyless", "public.lengthy").stream()
          .map(TableId::parse)
          .toList();

  private final Database source = Database.create(Servers.source(), "changing");
  private final List<String> transactions = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private final Set<TableId> members = new HashSet<>(TABLES.subList(0, 2));
  private BackupCollection collection;
  private int rows;

  /** From where to where tables are known, by the timeline. */
  private final Map<TableId, NavigableMap<Long, Long>> known = new HashMap<>();

  private final NavigableMap<Long, Integer> commits = new TreeMap<>();

  @Test
  void are_restored_at_every_sequence_at_which_they_are_in_the_collection(Random random)
      throws SQLException {
    source.execute(
        "CREATE TABLE public.always (id int PRIMARY KEY, n int)",
        "CREATE TABLE public.keyed (id int PRIMARY KEY, n int)",
        "CREATE TABLE public.keyless (id int, n int)",
        "ALTER TABLE public.keyless REPLICA IDENTITY FULL",
        "CREATE TABLE public.lengthy (id int PRIMARY KEY, n int, body text)",
        "ALTER TABLE public.lengthy ALTER COLUMN body SET STORAGE EXTERNAL");
    collection =
        BackupCollection.protect(
            Home.shared(), "changing", source, List.copyOf(TABLES.subList(0, 2)));
    try (Observer observer = new Observer(source, TABLES);
        Connection connection = source.connect()) {
      connection.setAutoCommit(false);
      states.add(observer.observe());
      collection.backup();
      for (int i = 0; i < TRANSACTIONS; i++) {
        commit(connection, random);
        states.add(observer.observe());
        if (random.nextInt(ONE_ALTERATION_IN) == 0) {
          alter(random);
        }
        if (random.nextInt(ONE_BACKUP_IN) == 0) {
          collection.incremental();
        }
      }
    }
    Await.lastingly(
        "every table is read",
        READ_WITHIN,
        () -> collection.show().path("unread_tables").isEmpty());
    collection.incremental();
    collection.backup();

    readTimeline();
    then_the_archive_gives_every_state();
  }

  /** Something in two of the tables, now and then in one that nobody captures alone. */
  private void commit(Connection connection, Random random) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < 2; i++) {
        TableId table = TABLES.get(random.nextInt(TABLES.size()));
        statement.execute(change(table, random));
      }
      // So that the transaction is something, whatever the others were about.
      statement.execute("INSERT INTO %s VALUES (%d, 1)".formatted(table(random), ++rows));
      try (ResultSet id =
          statement.executeQuery("SELECT pg_current_xact_id()::text::bigint % 4294967296")) {
        id.next();
        transactions.add(id.getString(1));
      }
    }
    connection.commit();
  }

  private static String table(Random random) {
    return TABLES.get(random.nextInt(3)).quoted();
  }

  private String change(TableId table, Random random) {
    String name = table.quoted();
    int id = 1 + random.nextInt(rows + 1);
    return switch (random.nextInt(8)) {
      case 0 -> "DELETE FROM " + name + " WHERE id = " + id;
      case 1 -> "UPDATE " + name + " SET id = id + 100000 WHERE id = " + id;
      case 2, 3 -> "UPDATE " + name + " SET n = n + 1 WHERE id % 7 = " + id % 7;
      case 4 -> random.nextInt(4) == 0 ? "TRUNCATE " + name : "SELECT 1";
      default ->
          "INSERT INTO %s SELECT %d%s"
              .formatted(
                  name,
                  ++rows,
                  table.table().equals("lengthy") ? ", 1, repeat('long', 1000)" : ", 1");
    };
  }

  /** Goes on while what comes is being read. */
  private void alter(Random random) {
    TableId table = TABLES.get(1 + random.nextInt(TABLES.size() - 1));
    boolean isMember = members.contains(table);
    String verb = isMember ? "--drop-table" : "--add-table";
    JsonNode altered =
        collection.home().run("alter", "changing", verb, table.toString(), "--json").json();
    assertThat(altered.path("captured").asBoolean()).isTrue();
    if (isMember) {
      members.remove(table);
    } else {
      members.add(table);
    }
  }

  private void readTimeline() {
    TABLES.subList(0, 2).forEach(table -> know(table, 1));
    for (JsonNode entry :
        collection.home().run("timeline", "changing", "--json").json().path("entries")) {
      long sequence = entry.path("sequence").asLong();
      switch (entry.path("type").asText()) {
        case "commit" ->
            commits.put(sequence, transactions.indexOf(entry.path("transaction").asText()) + 1);
        case "cleared" -> know(TableId.parse(entry.path("table").asText()), sequence);
        case "removed" -> {
          NavigableMap<Long, Long> of = known.get(TableId.parse(entry.path("table").asText()));
          if (of != null) {
            of.replace(of.lastKey(), Long.MAX_VALUE, sequence);
          }
        }
        case "obscured" -> throw new AssertionError("nobody altered a table: " + entry);
        default -> {}
      }
    }
  }

  private void know(TableId table, long from) {
    known.computeIfAbsent(table, unseen -> new TreeMap<>()).put(from, Long.MAX_VALUE);
  }

  private boolean isKnown(TableId table, long sequence) {
    Map.Entry<Long, Long> window = known.getOrDefault(table, new TreeMap<>()).floorEntry(sequence);
    return window != null && sequence < window.getValue();
  }

  private void then_the_archive_gives_every_state() {
    ArchivedStates archived = new ArchivedStates(collection.storage(), "changing");
    assertThat(commits.lastKey()).isEqualTo(collection.backedUpTo());
    int comparisons = 0;
    for (long sequence = 1; sequence <= commits.lastKey(); sequence++) {
      State restored = archived.at(Sequence.of(sequence));
      for (TableId table : TABLES) {
        boolean isKnown = isKnown(table, sequence);
        assertThat(restored.rows().containsKey(table))
            .as("%s at %d, %s", table, sequence, known)
            .isEqualTo(isKnown);
        if (isKnown) {
          assertThat(recorded(table, sequence))
              .as("%s at %d", table, sequence)
              .contains(restored.of(table));
          comparisons++;
        }
      }
    }
    assertThat(comparisons).isGreaterThan(TRANSACTIONS);
  }

  /**
   * What a table may have been: exactly what it was after a transaction of the source, and after a
   * part of a reading, or after a table went, what it was up to the next transaction.
   */
  private List<List<String>> recorded(TableId table, long sequence) {
    int own = commits.getOrDefault(sequence, 0);
    int fewest = commits.headMap(sequence, true).values().stream().mapToInt(i -> i).max().orElse(0);
    int most =
        own > 0
            ? own
            : commits.tailMap(sequence, false).values().stream()
                    .filter(index -> index > 0)
                    .mapToInt(i -> i)
                    .min()
                    .orElse(states.size())
                - 1;
    List<List<String>> recorded = new ArrayList<>();
    for (int i = fewest; i <= most; i++) {
      recorded.add(states.get(i).of(table));
    }
    return recorded;
  }
}
