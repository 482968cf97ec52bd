package dev.tidemark.acceptance.alter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.alter.Alteration.Effect;
import dev.tidemark.acceptance.alter.Recording.Content;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("A table that is altered while it is captured")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaChangeTest {

  private static final TableId RENAMED = TableId.parse("alter.renamed");

  private static final Duration KNOWN_WITHIN = Duration.ofMinutes(3);
  private static final int BACKUPS_MEANWHILE = 5;

  /** At every sixth point all tables are compared, else those of which a window ends there. */
  private static final int ALL_TABLES_AT = 6;

  private Database source;
  private Recording recording;
  private BackupCollection collection;
  private Timeline timeline;
  private int rows;

  @BeforeAll
  void given_tables_that_were_altered_among_writes() {
    source = Database.create(Servers.source(), "alter");
    source.execute("CREATE SCHEMA alter");
    recording = new Recording(source);
    for (Alteration alteration : Alteration.values()) {
      for (String sql : alteration.creation()) {
        source.execute(sql.formatted(alteration.table().quoted()));
      }
      source.execute(insert(alteration, alteration.insertBefore()));
      recording.begin(alteration.table());
    }
    List<TableId> tables = Stream.of(Alteration.values()).map(Alteration::table).toList();
    collection = BackupCollection.protect(Home.shared(), "alter", source, tables);
    for (Alteration alteration : Alteration.values()) {
      write(alteration, alteration.insertBefore());
      write(alteration, alteration.insertBefore());
    }
    collection.backup();
    for (Alteration alteration : Alteration.values()) {
      alter(alteration);
    }
    for (Alteration alteration : Alteration.values()) {
      if (alteration.effect() != Effect.REMOVED) {
        write(alteration, alteration.insertAfter());
      }
    }
    awaitKnown();
    for (Alteration alteration : Alteration.values()) {
      if (alteration.effect() != Effect.REMOVED) {
        write(alteration, alteration.insertAfter());
      }
    }
    collection.incremental();
    collection.backup();
    timeline = Timeline.of(collection);
  }

  private void alter(Alteration alteration) {
    TableId table = alteration.table();
    write(alteration, alteration.insertBefore());
    List<String> statements =
        alteration.statements().stream().map(sql -> sql.formatted(table.quoted())).toList();
    boolean isThereAfter = alteration.effect() != Effect.REMOVED;
    if (alteration == Alteration.REWRITE) {
      // So that there is a point inside its window whatever the time of the looks.
      Alteration other = Alteration.ADD_NULL;
      recording.alterWhile(table, statements, () -> write(other, other.insertAfter()));
    } else {
      recording.alter(table, statements);
    }
    if (isThereAfter) {
      write(alteration, alteration.insertAfter());
    }
  }

  /**
   * A row comes, one goes, one is changed without its long values, and one moves to another key
   * without them.
   */
  private void write(Alteration alteration, String insert) {
    String table = alteration.table().quoted();
    recording.write(
        alteration.table(),
        insert(alteration, insert),
        "DELETE FROM "
            + table
            + " WHERE id = (SELECT max(id) FROM "
            + table
            + " HAVING count(*) > 3)",
        "UPDATE " + table + " SET n = n WHERE id = (SELECT max(id) FROM " + table + ")",
        "UPDATE " + table + " SET id = id + 500000 WHERE id = (SELECT min(id) FROM " + table + ")");
  }

  private String insert(Alteration alteration, String insert) {
    rows++;
    return insert.formatted(alteration.table().quoted(), rows);
  }

  /** The first looks take a backup each, to have some that end where a table is not known. */
  private void awaitKnown() {
    AtomicInteger backups = new AtomicInteger();
    Await.lastingly(
        "every table is known",
        KNOWN_WITHIN,
        () -> {
          if (backups.getAndIncrement() < BACKUPS_MEANWHILE) {
            collection.incremental();
          }
          Timeline now = Timeline.of(collection);
          return now.isRead(RENAMED)
              && Stream.of(Alteration.values())
                  .allMatch(each -> now.isSettled(each.table(), each.effect()));
        });
  }

  @Test
  void is_read_again_where_its_log_does_not_say_what_became_of_its_rows() {
    for (Alteration alteration : Alteration.values()) {
      if (alteration.effect() == Effect.READ_AGAIN) {
        assertThat(timeline.isRead(alteration.table())).as(alteration.name()).isTrue();
      }
    }
  }

  @Test
  void is_restored_as_it_was_at_every_point_where_it_is_known() {
    Map<TableId, Set<String>> compared = new HashMap<>();
    Database target = Database.create(Servers.source(), "alter_restored");
    int number = 0;
    for (long sequence : points()) {
      boolean isForAll = number++ % ALL_TABLES_AT == 0 || sequence == timeline.last();
      List<TableId> wanted = isForAll ? tables() : timeline.edgedAt(sequence, tables());
      List<TableId> known = timeline.known(sequence, wanted);
      if (!known.isEmpty()) {
        compare(target, sequence, known, compared);
      }
    }
    for (Alteration alteration : Alteration.values()) {
      Set<String> sides = compared.getOrDefault(alteration.table(), Set.of());
      assertThat(sides)
          .as(alteration.name())
          .contains("before")
          .contains(alteration.effect() == Effect.REMOVED ? "before" : "after");
    }
  }

  /** Into a database that has nothing of what was restored there before. */
  private void compare(
      Database target, long sequence, List<TableId> known, Map<TableId, Set<String>> compared) {
    target.execute("DROP SCHEMA IF EXISTS alter CASCADE");
    List<String> options = new ArrayList<>(List.of("--sequence", Long.toString(sequence)));
    known.forEach(table -> options.addAll(List.of("--table", table.toString())));
    collection.restore(target, options.toArray(String[]::new));
    int fewest = timeline.fewestUpTo(sequence, recording.transactions());
    int most = timeline.mostUpTo(sequence, recording.transactions());
    boolean isCommit = timeline.isOf(sequence, recording.transactions());
    Map<TableId, Content> contents = Content.of(target, known);
    for (TableId table : known) {
      Content restored = contents.get(table);
      List<Content> recorded =
          isCommit
              ? List.of(recording.after(table, fewest))
              : recording.between(table, fewest, most);
      assertThat(recorded).as(table + " at " + sequence).contains(restored);
      boolean isAltered = !restored.definition().equals(recording.after(table, 0).definition());
      compared
          .computeIfAbsent(table, unseen -> new TreeSet<>())
          .add(isAltered ? "after" : "before");
      if (sequence == timeline.last()) {
        compared.get(table).add("after");
      }
    }
  }

  /** Some from the whole history, its ends, and the ends of every window. */
  private Set<Long> points() {
    Set<Long> points = new TreeSet<>(timeline.edges());
    long first = timeline.first();
    points.removeIf(point -> point < first || point > timeline.last());
    points.add(first);
    points.add(timeline.last());
    return points;
  }

  private static List<TableId> tables() {
    return Stream.of(Alteration.values()).map(Alteration::table).toList();
  }

  @Test
  void goes_on_under_its_new_name_when_it_is_renamed() {
    Database target = Database.create(Servers.source(), "alter_renamed");

    collection.restore(target, "--latest", "--table", RENAMED.toString());

    assertThat(Content.of(target, RENAMED)).isEqualTo(Content.of(source, RENAMED));
    assertThat(collection.show().path("tables"))
        .as("and a table that is given its old name will be captured")
        .extracting(JsonNode::asText)
        .contains("alter.renamed", "alter.rename_table");
  }

  @Test
  void is_refused_with_the_reason_where_it_is_not_known_and_others_are_restored() {
    Timeline.Window window = timeline.windows(Alteration.REWRITE.table()).get(0);
    String inside = Long.toString(window.after() + 1);

    Outcome all = restore(inside);
    Outcome alone = restore(inside, "--table", Alteration.REWRITE.table().toString());
    Outcome others = restore(inside, "--table", Alteration.TRUNCATE.table().toString());

    String reason =
        "it is not known what table alter.rewrite was after sequence "
            + window.after()
            + " and before sequence "
            + window.until();
    assertThat(all.exit()).isNotZero();
    assertThat(all.err()).contains(reason);
    assertThat(alone.exit()).isNotZero();
    assertThat(alone.err()).contains(reason + ": ");
    assertThat(others.exit()).as(others.toString()).isZero();
  }

  private Outcome restore(String sequence, String... options) {
    String[] all =
        Stream.concat(Stream.of("--sequence", sequence), Stream.of(options)).toArray(String[]::new);
    return collection.restoreInto(Database.create(Servers.source(), "alter_inside").url(), all);
  }
}
