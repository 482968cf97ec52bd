package dev.tidemark.archive.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.copy.ArchiveCopy;
import dev.tidemark.archive.copy.CopyListener;
import dev.tidemark.archive.copy.CopyScope;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A mark that retention did not write")
class UntrueMarksTest {

  private static final String LAST = "shop/manifests/99999999.retired";
  private static final String FIRST = "shop/manifests/00000001.retired";

  private final MemoryStorage storage = new MemoryStorage();
  private final Archive archive = Archive.open(storage, NoteRuns.SHOP);

  /** Backups of three sequences each, the first of them a full. */
  @BeforeEach
  void backedUp() {
    List<Integer> changes = IntStream.range(0, 15).mapToObj(i -> 3 * (7 * i % 11) + 1).toList();
    List<Integer> cuts =
        IntStream.rangeClosed(0, 16).mapToObj(i -> i == 0 ? 0 : i % 3 == 0 ? 1 : 9).toList();
    new NoteBackups(archive, NoteHistory.of(changes)).take(cuts);
    assertThat(archive.manifests()).hasSizeGreaterThan(2);
  }

  @Test
  @DisplayName("hides no backup and deletes none, whatever its name")
  void junk() {
    storage.replace(LAST, new byte[0]);

    assertRefused(
        DamagedFileException.class, LAST + " is damaged: no retention wrote what stands in it");
  }

  @Test
  @DisplayName("is damage when it would leave none of the backups that are there")
  void nothingLeft() {
    storage.replace(LAST, mark(1, "shop", "20261122000000Z_99999999_full"));

    assertRefused(
        DamagedFileException.class,
        LAST
            + " is damaged: it gives up every backup that is there, and retention keeps the"
            + " newest");
  }

  @Test
  @DisplayName("is refused when it is of another collection, or of another backup")
  void misplaced() {
    storage.replace(FIRST, mark(1, "books", "20261122000000Z_000001_full"));
    assertRefused(
        DamagedFileException.class,
        FIRST + " is damaged: it is the mark of books's backup 20261122000000Z_000001_full");

    storage.replace(FIRST, mark(1, "shop", "20261122000000Z_000003_full"));
    assertRefused(
        DamagedFileException.class,
        FIRST + " is damaged: it is the mark of shop's backup 20261122000000Z_000003_full");
  }

  @Test
  @DisplayName("is refused with the version of its format when a later program wrote it")
  void later() {
    storage.replace(FIRST, mark(2, "shop", "20261122000000Z_000001_full"));

    assertRefused(
        UnknownFormatException.class,
        FIRST + " has format version 2, and this program knows versions up to 1");
  }

  @Test
  @DisplayName("deletes no transactions of a backup, and leaves none out of a copy")
  void thinned() {
    String path = "shop/manifests/00000002.thinned";
    storage.replace(path, new byte[0]);
    List<StoredFile> before = storage.list("");
    MemoryStorage target = new MemoryStorage();

    assertThatThrownBy(
            () -> Retention.apply(archive, RetentionPolicy.KEEP_ALL, Backups.time(1_000)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(path + " is damaged: no retention wrote what stands in it");
    assertThatThrownBy(
            () ->
                ArchiveCopy.run(
                    archive,
                    Archive.open(target, NoteRuns.SHOP),
                    new CopyScope.Everything(),
                    CopyListener.NONE))
        .isInstanceOf(DamagedFileException.class);

    assertThat(storage.list("")).isEqualTo(before);
    assertThat(target.list("shop/manifests/"))
        .extracting(StoredFile::path)
        .containsExactly("shop/manifests/00000001.json");
  }

  private void assertRefused(Class<? extends ProblemException> type, String message) {
    List<StoredFile> before = storage.list("");

    assertThatThrownBy(archive::manifests).isInstanceOf(type).hasMessage(message);
    assertThatThrownBy(
            () -> Retention.apply(archive, RetentionPolicy.KEEP_ALL, Backups.time(1_000)))
        .isInstanceOf(type)
        .hasMessage(message);

    assertThat(storage.list("")).isEqualTo(before);
  }

  private static byte[] mark(int format, String collection, String backup) {
    return ("{\"format\": "
            + format
            + ", \"collection\": \""
            + collection
            + "\", \"backup\": \""
            + backup
            + "\"}")
        .getBytes(UTF_8);
  }
}
