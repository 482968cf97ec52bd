package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.manifest.TimelineWriter;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.FileStorage;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.restorer.filter.Comparison;
import dev.tidemark.restorer.filter.Condition;
import dev.tidemark.restorer.filter.Literal;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table was called people, was renamed to persons, and a third came and went in between. */
class ErasableTablesSpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final TableId PEOPLE = TableId.parse("public.people");
  private static final TableId PERSONS = TableId.parse("public.persons");
  private static final TableId GUESTS = TableId.parse("public.guests");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path directory;
  private Archive archive;

  @BeforeEach
  void backUp() {
    archive = Archive.open(new FileStorage(directory), SHOP);
    TimelineFile timeline;
    try (TimelineWriter writer =
        archive.writeTimeline("data/first", Boundary.ORIGIN, boundary(9))) {
      writer.append(new TimelineEntry.Defined(Sequence.of(1), table(PEOPLE, 1)));
      writer.append(new TimelineEntry.Defined(Sequence.of(2), table(GUESTS, 2)));
      writer.append(new TimelineEntry.Defined(Sequence.of(8), table(PERSONS, 1)));
      timeline = writer.commit();
    }
    Manifest manifest =
        new Manifest(
            SHOP,
            new BackupId(NOON, 1, BackupKind.FULL),
            null,
            "data/first",
            Boundary.ORIGIN,
            boundary(9),
            timeline,
            List.of(run(PEOPLE), run(GUESTS), run(PERSONS)),
            List.of(),
            List.of(new TableInForce(Sequence.of(8), table(PERSONS, 1))),
            NOON);
    assertThat(archive.publish(manifest)).isTrue();
  }

  @Test
  void a_table_that_came_and_went_within_one_backup_is_known() {
    ErasableTables tables = ErasableTables.of(archive);

    assertThat(tables.matches(first(GUESTS))).containsOnlyKeys(GUESTS);
    assertThatThrownBy(() -> tables.matches(first(TableId.parse("public.others"))))
        .isInstanceOf(EraseException.class)
        .hasMessage("no backup of shop has a table public.others");
  }

  @Test
  void another_name_of_a_table_is_told_unless_it_is_named_as_well() {
    ErasableTables tables = ErasableTables.of(archive);

    assertThat(tables.otherNames(Set.of(PERSONS, GUESTS)))
        .containsExactly(
            "public.people is another name that public.persons has had: what backups have of it"
                + " under that name is erased only when that is named as well");
    assertThat(tables.otherNames(Set.of(PERSONS, PEOPLE))).isEmpty();
  }

  private static SortedMap<TableId, RowCondition> first(TableId table) {
    return new TreeMap<>(
        Map.of(
            table,
            new RowCondition(
                new Condition.Compared("id", Comparison.EQUAL, new Literal.Numeral("1")),
                ZoneOffset.UTC)));
  }

  private static Boundary boundary(long sequence) {
    return new Boundary(
        Sequence.of(sequence), NOON, new SourcePosition("0/9"), OffsetMap.of(Map.of()));
  }

  private static RunFile run(TableId table) {
    return new RunFile(
        table + "/base-00.avro",
        RunRole.BASE,
        table,
        0,
        1,
        0,
        Sha256.of(new byte[] {1}),
        null,
        null,
        Sequence.of(1),
        Sequence.of(1),
        1);
  }

  private static TableDefinition table(TableId id, long relation) {
    return new TableDefinition(
        id,
        relation,
        1,
        List.of(
            new Column(
                1, "id", "integer", ValueKind.INT32, false, null, Generation.PLAIN, null, null)),
        new PrimaryKey("the_key", List.of("id"), "PRIMARY KEY (id)"),
        ReplicaIdentity.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
