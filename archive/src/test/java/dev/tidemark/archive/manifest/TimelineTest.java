package dev.tidemark.archive.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.Golden;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
  @DisplayName("has the bytes of format 1, today and ever after")
  void golden() {
    var unused = write("data/1", ENTRIES);

    assertThat(storage.content("shop/data/1/timeline.avro"))
        .isEqualTo(Golden.file("timeline-level-8.avro"));
  }

  @Test
  @DisplayName("is read as it was first written, at another level")
  void firstLevel() {
    byte[] content = Golden.file("timeline.avro");
    storage.replace("shop/data/1/timeline.avro", content);
    Manifest backup =
        backup(new TimelineFile(content.length, ENTRIES.size(), Sha256.of(content)), "data/1");

    assertThat(read(backup)).isEqualTo(ENTRIES);
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
  @DisplayName("is read faster without what commits did to tables")
  void places() {
    Manifest backup = backup(write("data/1", ENTRIES), "data/1");
    List<TimelineEntry> places = new ArrayList<>();

    try (TimelineReading reading = archive.readPlaces(List.of(backup))) {
      reading.forEachRemaining(places::add);
    }

    assertThat(places).hasSameSizeAs(ENTRIES).isNotEqualTo(ENTRIES);
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i) instanceof TimelineEntry.Commit commit) {
        assertThat(commit.tables()).isEmpty();
        assertThat(commit.sequence()).isEqualTo(ENTRIES.get(i).sequence());
      } else {
        assertThat(places.get(i)).isEqualTo(ENTRIES.get(i));
      }
    }
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
