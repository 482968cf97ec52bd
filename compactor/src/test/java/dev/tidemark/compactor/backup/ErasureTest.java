package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.erasure.Erasure;
import dev.tidemark.archive.erasure.ErasureListener;
import dev.tidemark.archive.erasure.ErasureReport;
import dev.tidemark.archive.erasure.RowMatch;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.Verification;
import dev.tidemark.archive.verify.VerifyListener;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rows are erased in the middle of a history, and backups go on. */
final class ErasureTest {

  /** Rows by the values of their key's columns. */
  private record ByKey(List<String> columns, Set<Map<String, String>> keys) implements RowMatch {

    @Override
    public Optional<OfSchema> of(RowSchema schema) {
      RowText text = RowText.of(schema);
      return Optional.of(
          new OfSchema() {
            @Override
            public boolean needs(int position) {
              return columns.contains(schema.fields().get(position).column());
            }

            @Override
            public boolean isMet(RowSlice row) {
              String[] values = text.decode(row.array(), row.offset(), row.length());
              Map<String, String> key = new HashMap<>();
              schema.fields().stream()
                  .filter(field -> columns.contains(field.column()))
                  .forEach(field -> key.put(field.column(), values[field.position()]));
              return keys.contains(key);
            }
          });
    }
  }

  @Property(tries = 12)
  void whatWasErasedIsNowhereAndWhatFollowsIsAsEver(@ForAll long seed) {
    Random random = new Random(seed);
    RandomHistory history = new RandomHistory(seed);
    BackupsFixture fixture =
        new BackupsFixture(history.database.log, new MemoryStorage(), 4096, seed);
    fixture.archive.describe(
        new CollectionDescription(
            history.database.log.collection, "postgresql://db/shop", List.of(), Instant.EPOCH));
    history.begin();
    BackupResult first = fixture.backups.full(BackupListener.NONE);
    go(history, fixture, random);
    BackupResult second = fixture.backups.full(BackupListener.NONE);
    go(history, fixture, random);
    long end = history.database.log.sequence();
    Map<TableId, Set<Map<String, String>>> gone = gone(history, random);

    ErasureReport report =
        Erasure.run(fixture.archive, matches(history, gone), Instant.EPOCH, ErasureListener.NONE);

    assertThat(report.keys()).isLessThanOrEqualTo(gone.values().stream().mapToInt(Set::size).sum());
    go(history, fixture, random);
    BackupResult third = fixture.backups.full(BackupListener.NONE);
    assertThat(List.of(first, second, third)).isNotEmpty();
    RestoredState restored = new RestoredState(fixture.archive);
    for (long sequence = 1; sequence <= history.database.log.sequence(); sequence++) {
      SimulatedDatabase.State then = history.database.committed.get(sequence);
      assertThat(restored.at(sequence))
          .as("at sequence " + sequence)
          .isEqualTo(sequence > end ? then : without(then, gone));
    }
    assertThat(
            Verification.run(
                    fixture.archive, new VerifyScope.Everything(), Depth.ROWS, VerifyListener.NONE)
                .findings())
        .isEmpty();
  }

  private static void go(RandomHistory history, BackupsFixture fixture, Random random) {
    for (int i = random.nextInt(5); i >= 0; i--) {
      history.transaction();
      history.database.log.checkpoint();
      if (i == 0 || random.nextBoolean()) {
        BackupResult unused = fixture.backups.incremental(BackupListener.NONE);
      }
    }
  }

  /** Some of the keys that were there once, and are no more. */
  private static Map<TableId, Set<Map<String, String>>> gone(RandomHistory history, Random random) {
    Map<TableId, Set<Map<String, String>>> gone = new HashMap<>();
    for (TableId table : history.database.tables()) {
      Set<Map<String, String>> keys = new HashSet<>();
      history
          .database
          .committed
          .values()
          .forEach(state -> keys.addAll(state.tables().get(table).keySet()));
      keys.removeAll(Set.copyOf(history.database.keys(table)));
      keys.removeIf(key -> random.nextInt(3) == 0);
      gone.put(table, keys);
    }
    return gone;
  }

  private static SortedMap<TableId, RowMatch> matches(
      RandomHistory history, Map<TableId, Set<Map<String, String>>> gone) {
    SortedMap<TableId, RowMatch> matches = new TreeMap<>();
    gone.forEach(
        (table, keys) ->
            matches.put(
                table, new ByKey(history.database.definition(table).primaryKey().columns(), keys)));
    return matches;
  }

  private static SimulatedDatabase.State without(
      SimulatedDatabase.State state, Map<TableId, Set<Map<String, String>>> gone) {
    SortedMap<TableId, Map<Map<String, String>, Map<String, String>>> tables = new TreeMap<>();
    state
        .tables()
        .forEach(
            (table, rows) -> {
              Map<Map<String, String>, Map<String, String>> left = new HashMap<>(rows);
              left.keySet().removeAll(gone.get(table));
              tables.put(table, left);
            });
    return new SimulatedDatabase.State(tables);
  }
}
