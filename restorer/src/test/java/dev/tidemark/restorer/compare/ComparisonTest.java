package dev.tidemark.restorer.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.restorer.ArchiveBuilder;
import dev.tidemark.restorer.ArchivedTables;
import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.compare.KeyDifference.Place;
import dev.tidemark.restorer.compare.TableVerdict.Differs;
import dev.tidemark.restorer.compare.TableVerdict.Extent;
import dev.tidemark.restorer.compare.TableVerdict.NotComparable;
import dev.tidemark.restorer.compare.TableVerdict.Same;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A comparison with the source")
class ComparisonTest {

  private static final TableDefinition CUSTOMERS = Definitions.customers();
  private static final TableDefinition NOTES =
      Definitions.table("public.notes").column("text", "text", ValueKind.TEXT).withoutKey().build();

  private final FakeSource source = new FakeSource();

  @Test
  @DisplayName("finds the same rows the same in any order, those that are not backed up whole too")
  void same() {
    ArchiveBuilder shop =
        new ArchiveBuilder()
            .table(CUSTOMERS)
            .put(1, "public.customers", "1", "Ada")
            .put(1, "public.customers", "2", null)
            .full(1)
            .put(2, "public.customers", "1", "Ida")
            .put(3, "public.customers", "3", "Eve")
            .incremental(3);
    source.table(CUSTOMERS).row(CUSTOMERS, "2", null).row(CUSTOMERS, "1", "Ida");

    assertThat(compare(shop, 2))
        .singleElement()
        .isInstanceOfSatisfying(Same.class, same -> assertThat(same.digest().rows()).isEqualTo(2));
  }

  @Test
  @DisplayName("tells the keys of rows that are missing, too many or changed, in their order")
  void differs() {
    ArchiveBuilder shop =
        new ArchiveBuilder()
            .table(CUSTOMERS)
            .put(1, "public.customers", "1", "Ada")
            .put(1, "public.customers", "2", "Bob")
            .put(1, "public.customers", "3", "Eve")
            .full(1);
    source
        .table(CUSTOMERS)
        .row(CUSTOMERS, "400", "new")
        .row(CUSTOMERS, "3", "Eva")
        .row(CUSTOMERS, "1", "Ada");

    assertThat(compare(shop, 1))
        .singleElement()
        .isInstanceOfSatisfying(
            Differs.class,
            differs -> {
              assertThat(differs.archive().rows()).isEqualTo(3);
              assertThat(differs.source().rows()).isEqualTo(3);
              assertThat(differs.keys()).isEqualTo(3);
              assertThat(differs.extent()).isEqualTo(Extent.ALL);
              assertThat(differs.first())
                  .containsExactly(
                      new KeyDifference(List.of("2"), Place.ARCHIVE),
                      new KeyDifference(List.of("3"), Place.BOTH),
                      new KeyDifference(List.of("400"), Place.SOURCE));
            });
  }

  @Test
  @DisplayName("finds one changed value among many rows, and that two rows have changed places")
  void one_among_many() {
    ArchiveBuilder shop = new ArchiveBuilder().table(CUSTOMERS);
    source.table(CUSTOMERS);
    IntStream.range(0, 10_000)
        .forEach(
            n -> {
              shop.put(1, "public.customers", "" + n, "c" + n);
              int named = n == 7 ? 8 : n == 8 ? 7 : n;
              source.row(CUSTOMERS, "" + n, n == 5_000 ? "C5000" : "c" + named);
            });
    shop.full(1);

    assertThat(compare(shop, 1))
        .singleElement()
        .isInstanceOfSatisfying(
            Differs.class,
            differs ->
                assertThat(differs.first())
                    .containsExactly(
                        new KeyDifference(List.of("7"), Place.BOTH),
                        new KeyDifference(List.of("8"), Place.BOTH),
                        new KeyDifference(List.of("5000"), Place.BOTH)));
  }

  @Test
  @DisplayName("counts equal rows of a table without a key, and shows none of their values")
  void without_a_key() {
    ArchiveBuilder shop =
        new ArchiveBuilder()
            .table(NOTES)
            .putCopy(1, "public.notes", 1, "twice")
            .putCopy(1, "public.notes", 2, "twice")
            .putCopy(1, "public.notes", 1, "once")
            .full(1);
    source.table(NOTES).row(NOTES, "once").row(NOTES, "twice").row(NOTES, "twice");
    assertThat(compare(shop, 1)).allMatch(TableVerdict::isSame);

    source.row(NOTES, "twice");

    assertThat(compare(shop, 1))
        .singleElement()
        .isInstanceOfSatisfying(
            Differs.class,
            differs -> {
              assertThat(differs.archive().rows()).isEqualTo(3);
              assertThat(differs.source().rows()).isEqualTo(4);
              assertThat(differs.keys()).isEqualTo(1);
              assertThat(differs.first()).isEmpty();
            });
  }

  @Test
  @DisplayName("tells a table that is in one of the two only, or has other columns")
  void not_comparable() {
    TableDefinition wider =
        Definitions.table("public.customers")
            .column("id", "integer", ValueKind.INT32)
            .column("name", "text", ValueKind.TEXT)
            .column("mail", "text", ValueKind.TEXT)
            .build();
    ArchiveBuilder shop = new ArchiveBuilder().table(CUSTOMERS).table(NOTES).full(1);
    source
        .table(wider)
        .table(Definitions.table("public.new").column("id", "integer", ValueKind.INT32).build());

    assertThat(compare(shop, 1))
        .containsExactly(
            new NotComparable(
                CUSTOMERS.id(),
                "it has the columns (1 \"id\" integer, 2 \"name\" text) in the archive, and (1"
                    + " \"id\" integer, 2 \"name\" text, 3 \"mail\" text) in the source"),
            new NotComparable(
                TableId.parse("public.new"),
                "it is in the source, and the archive does not have it"),
            new NotComparable(NOTES.id(), "it is in the archive, and the source does not have it"));
  }

  private List<TableVerdict> compare(ArchiveBuilder shop, long sequence) {
    ArchivedTables archived = ArchivedTables.at(shop.archive, Sequence.of(sequence));
    return new Comparison(archived.tables(), archived.unknown(), source).run(rows -> {});
  }

  private static final class FakeSource implements SourceTables {

    private final Map<TableId, TableDefinition> tables = new TreeMap<>();
    private final Map<TableId, List<@Nullable String[]>> rows = new TreeMap<>();

    FakeSource table(TableDefinition definition) {
      tables.put(definition.id(), definition);
      rows.put(definition.id(), new ArrayList<>());
      return this;
    }

    FakeSource row(TableDefinition definition, @Nullable String... values) {
      rows.get(definition.id()).add(values);
      return this;
    }

    @Override
    public Map<TableId, TableDefinition> definitions() {
      return tables;
    }

    @Override
    public void read(TableDefinition definition, RowTaker taker) {
      rows.get(definition.id()).forEach(taker::take);
    }
  }
}
