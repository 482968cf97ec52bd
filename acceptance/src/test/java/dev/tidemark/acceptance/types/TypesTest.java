package dev.tidemark.acceptance.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * One run of the pipeline: everything is read by a snapshot and backed up, then changes, and is
 * restored with the incremental that carries the changes.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TypesTest {

  private static final String COLLECTION = "types";

  private final Database source = Database.create(Servers.source(), "types_source");
  private final Database target = Database.create(Servers.source(), "types_target");
  private final List<WideTable> wide = new ArrayList<>();
  private final List<KeyTable> keyed = new ArrayList<>();
  private final List<SampleTable> samples = Samples.all();
  private final Home home = Home.shared();

  @BeforeAll
  void bring_everything_there_and_back() {
    createTables();
    wide.forEach(table -> table.fill(source));
    keyed.forEach(table -> table.fill(source));
    samples.forEach(table -> table.fill(source));
    List<String> create = new ArrayList<>(List.of(COLLECTION, "--source", source.url()));
    tables().forEach(table -> create.addAll(List.of("--table", table.toString())));
    home.run("create", create.toArray(String[]::new)).succeeded();
    home.run("backup", COLLECTION).succeeded();

    wide.forEach(table -> table.change(source));
    keyed.forEach(table -> table.change(source));
    samples.forEach(table -> table.change(source));
    home.run("restore", COLLECTION, "--latest", "--into", target.url()).succeeded();
  }

  private void createTables() {
    source.execute("CREATE SCHEMA kinds", "CREATE SCHEMA keys");
    samples.stream()
        .map(table -> table.id().schema())
        .distinct()
        .forEach(schema -> source.execute("CREATE SCHEMA IF NOT EXISTS " + TableId.quote(schema)));
    for (Family family : Catalogue.families(source)) {
      wide.add(new WideTable(family));
      keyed.addAll(KeyTable.of(family));
    }
    wide.forEach(table -> table.create(source));
    keyed.forEach(table -> table.create(source));
    samples.forEach(table -> table.create(source));
  }

  private List<TableId> tables() {
    List<TableId> tables = new ArrayList<>(wide.stream().map(WideTable::id).toList());
    tables.addAll(keyed.stream().map(KeyTable::id).toList());
    tables.addAll(samples.stream().map(SampleTable::id).toList());
    return tables;
  }

  @Test
  void every_value_of_every_type_comes_back_as_the_server_prints_it() {
    SoftAssertions all = new SoftAssertions();
    wide.forEach(
        table ->
            all.assertThat(table.read(target))
                .as(table.id().toString())
                .isNotEmpty()
                .isEqualTo(table.read(source)));
    all.assertAll();
  }

  @Test
  void every_type_with_an_order_can_be_a_primary_key() {
    SoftAssertions all = new SoftAssertions();
    keyed.forEach(
        table ->
            all.assertThat(table.read(target))
                .as(table.id().toString())
                .isNotEmpty()
                .isEqualTo(table.read(source)));
    all.assertAll();
  }

  @Test
  void values_out_of_line_odd_names_computed_columns_and_composite_keys_come_back() {
    SoftAssertions all = new SoftAssertions();
    samples.forEach(
        table ->
            all.assertThat(table.read(target))
                .as(table.id().toString())
                .isEqualTo(table.read(source)));
    all.assertAll();
  }

  @Test
  void every_column_has_the_type_it_had() {
    String columns =
        """
        SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attidentity, a.attgenerated, a.attcollation::regcollation
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'c') AND a.attnum > 0 AND n.nspname IN (%s) ORDER BY 1, 2, a.attnum
        """
            .formatted(
                tables().stream()
                    .map(table -> StoredType.literal(table.schema()))
                    .distinct()
                    .collect(Collectors.joining(", ")));

    List<String> restored = target.copy(columns);

    assertThat(restored).hasSizeGreaterThan(200).isEqualTo(source.copy(columns));
  }

  @Test
  void the_documentation_lists_exactly_these_types_and_how_they_are_kept() {
    Kept kept = new Kept(home, COLLECTION);
    wide.forEach(kept::add);

    assertThat(new TypesPage().lines()).containsExactlyInAnyOrderElementsOf(kept.lines());
  }
}
