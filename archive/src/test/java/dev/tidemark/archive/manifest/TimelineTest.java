package dev.tidemark.archive.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.Golden;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A backup's timeline")
class TimelineTest {

  private static final List<TimelineEntry> ENTRIES =
      List.of(
          new TimelineEntry.SnapshotStarted(Sequence.of(1), Backups.position(1), Backups.time(1)),
          new TimelineEntry.Defined(Sequence.of(1), Notes.DEFINITION),
          new TimelineEntry.Commit(
              Sequence.of(2),
              new TransactionId("4711"),
              Backups.position(2),
              Backups.time(2),
              List.of(new TableChanges(Notes.ID, 3, 2, 1, 1, List.of(new PartitionEnd(0, 7))))),
          new TimelineEntry.Truncated(ChangeId.of(2, 5), Notes.ID),
          new TimelineEntry.Marked(Sequence.of(2), "friday", Backups.position(3), Backups.time(3)),
          new TimelineEntry.Gap(Sequence.of(2), "the slot was dropped", Backups.time(4)));

  /**
   * The same, and commits of many kinds: in a row, across tables, with texts that are no numbers.
   */
  private static final List<TimelineEntry> HISTORY =
      Stream.concat(
              ENTRIES.stream(),
              Stream.of(
                  commit(3, "4712", "16/B374D848", note(1, 0, 8)),
                  commit(4, "4710", "16/B374D900", note(1, 3, 40), tag(0, 5_000_000_000L)),
                  commit(5, "4713", "17/0", note(1, 0, 9)),
                  commit(6, "4714", "17/100"),
                  commit(7, "snapshot", "17/200", note(2, 0, 11)),
                  commit(8, "4715", "17/300", note(1, 0, 12)),
                  commit(9, "4716", "17/00000400", note(1, 0, 13)),
                  commit(10, "4717", "17/500", note(1, 0, 14)),
                  commit(11, "4718", "17/600", note(1, 0, 15)),
                  new TimelineEntry.Cleared(Sequence.of(11), Notes.ID),
                  commit(12, "4719", "17/700", note(1, 0, 16)),
                  commit(20, "4720", "17/800", note(1, 0, 17))))
          .toList();

  private final MemoryStorage storage = new MemoryStorage();
  private final Archive archive = Archive.open(storage, NoteRuns.SHOP);

  @Test
  @DisplayName("gives its entries back in order")
  void readsBack() {
    Manifest backup = backup(write("data/1", ENTRIES), "data/1");

    assertThat(read(backup)).isEqualTo(ENTRIES);
    assertThat(archive.verifyTimeline(backup)).isEmpty();
  }

  @Test
  @DisplayName("has the bytes of format 2, today and ever after")
  void golden() {
    Manifest backup = backup(write("data/1", HISTORY), "data/1");

    assertThat(storage.content("shop/data/1/timeline.avro"))
        .isEqualTo(Golden.file(3, "timeline.avro"));
    assertThat(read(backup)).isEqualTo(HISTORY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeline.avro", "timeline-level-8.avro"})
  @DisplayName("is read as format 1 had it, at both of its levels")
  void firstFormat(String file) {
    byte[] content = Golden.file(1, file);
    storage.replace("shop/data/1/timeline.avro", content);
    Manifest backup =
        backup(new TimelineFile(content.length, ENTRIES.size(), Sha256.of(content)), "data/1");

    assertThat(read(backup)).isEqualTo(ENTRIES);
    assertThat(places(backup)).isEqualTo(withoutTables(ENTRIES));
    assertThat(withoutCommits(backup)).isEqualTo(notCommits(ENTRIES));
  }

  @Test
  @DisplayName("of a format that this program does not know is named with its version")
  void future() {
    TimelineFile file = write("data/1", ENTRIES);
    String text = new String(storage.content("shop/data/1/timeline.avro"), ISO_8859_1);
    String future = text.replace("tidemark.format\u00023", "tidemark.format\u00024");
    storage.replace("shop/data/1/timeline.avro", future.getBytes(ISO_8859_1));

    assertThat(future).isNotEqualTo(text);
    assertThatThrownBy(() -> read(backup(file, "data/1")))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessage(
            "shop/data/1/timeline.avro has format version 4, and this program knows versions up to"
                + " 3");
  }

  @Test
  @DisplayName("follows that of the backup before")
  void severalInARow() {
    Manifest first = backup(write("data/1", ENTRIES), "data/1");
    Manifest empty = backup(write("data/2", List.of()), "data/2");
    Manifest third = backup(write("data/3", ENTRIES.subList(2, 3)), "data/3");
    List<TimelineEntry> all = new ArrayList<>(ENTRIES);
    all.addAll(ENTRIES.subList(2, 3));

    assertThat(read(first, empty, third)).isEqualTo(all);
  }

  @Test
  @DisplayName("that was replaced by another is found out at its end")
  void replaced() {
    TimelineFile file = write("data/1", ENTRIES);
    var unused = write("data/1", ENTRIES.subList(0, 3));
    Manifest backup = backup(file, "data/1");

    assertThatThrownBy(() -> read(backup))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("shop/data/1/timeline.avro is damaged: it has ");
  }

  @Test
  @DisplayName("is read faster without what commits did to tables, or without commits")
  void places() {
    Manifest first = backup(write("data/1", HISTORY), "data/1");
    Manifest second = backup(write("data/2", ENTRIES), "data/2");

    assertThat(places(first)).isEqualTo(withoutTables(HISTORY)).isNotEqualTo(HISTORY);
    assertThat(withoutCommits(first, second))
        .isEqualTo(
            Stream.concat(notCommits(HISTORY).stream(), notCommits(ENTRIES).stream()).toList());
  }

  private TimelineFile write(String directory, List<TimelineEntry> entries) {
    try (TimelineWriter writer =
        archive.writeTimeline(directory, Boundary.ORIGIN, Backups.boundary(2))) {
      entries.forEach(writer::append);
      return writer.commit();
    }
  }

  private List<TimelineEntry> read(Manifest... backups) {
    List<TimelineEntry> entries = new ArrayList<>();
    try (TimelineReading reading = archive.readTimeline(List.of(backups))) {
      reading.forEachRemaining(entries::add);
      assertThat(reading.hasNext()).isFalse();
    }
    return entries;
  }

  private List<TimelineEntry> places(Manifest... backups) {
    List<TimelineEntry> entries = new ArrayList<>();
    try (TimelineReading reading = archive.readPlaces(List.of(backups))) {
      reading.forEachRemaining(entries::add);
    }
    return entries;
  }

  private List<TimelineEntry> withoutCommits(Manifest... backups) {
    List<TimelineEntry> entries = new ArrayList<>();
    try (TimelineReading reading = archive.readWithoutCommits(List.of(backups))) {
      reading.forEachRemaining(entries::add);
    }
    return entries;
  }

  private static List<TimelineEntry> withoutTables(List<TimelineEntry> entries) {
    return entries.stream()
        .map(
            entry ->
                entry instanceof Commit commit
                    ? new Commit(
                        commit.sequence(),
                        commit.transaction(),
                        commit.position(),
                        commit.time(),
                        List.of())
                    : entry)
        .toList();
  }

  private static List<TimelineEntry> notCommits(List<TimelineEntry> entries) {
    return entries.stream().filter(entry -> !(entry instanceof Commit)).toList();
  }

  private static Commit commit(
      long sequence, String transaction, String position, TableChanges... tables) {
    return new Commit(
        Sequence.of(sequence),
        new TransactionId(transaction),
        new SourcePosition(position),
        Backups.time(sequence).plusNanos(1000 * sequence),
        List.of(tables));
  }

  private static TableChanges note(long inserts, int partition, long next) {
    return new TableChanges(Notes.ID, inserts, 0, 0, 0, List.of(new PartitionEnd(partition, next)));
  }

  private static TableChanges tag(int partition, long next) {
    return new TableChanges(
        new TableId("public", "tags"), 0, 1, 2, 0, List.of(new PartitionEnd(partition, next)));
  }

  private static Manifest backup(TimelineFile timeline, String directory) {
    assertThat(timeline.sha256()).isNotEqualTo(Sha256.of(new byte[0]));
    return new Manifest(
        NoteRuns.SHOP,
        new BackupId(Backups.DAY, 1, BackupKind.FULL),
        null,
        directory,
        Boundary.ORIGIN,
        Backups.boundary(2),
        timeline,
        List.of(),
        List.of(),
        List.of(),
        Backups.DAY);
  }
}
