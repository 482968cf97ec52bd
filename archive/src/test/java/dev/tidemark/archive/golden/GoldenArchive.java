package dev.tidemark.archive.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.Golden;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.retention.Retention;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.encryption.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * An archive that was written once, with what its table was at each sequence. Eighteen
 * transactions, a backup every three, fulls every six; the oldest chain is retired, older backups
 * are thinned.
 *
 * @param storage what a storage of that version holds
 * @param states the rows at each sequence, as text
 */
record GoldenArchive(MemoryStorage storage, Map<Long, String> states) {

  private static final int LAST = 18;
  private static final String STATES = "states.txt";

  /** How it is stored. */
  enum Form {
    PLAIN("archive.zip") {
      @Override
      Storage over(Storage raw) {
        return raw;
      }
    },
    /** Under the keys of the collection alone, as nothing is begun any more. */
    ENCRYPTED("archive-encrypted.zip") {
      @Override
      Storage over(Storage raw) {
        return TestKeys.encrypted(raw);
      }
    },
    DATA_KEYS("archive-data-keys.zip") {
      @Override
      Storage over(Storage raw) {
        return TestKeys.encrypted(raw);
      }
    };

    private final String file;

    Form(String file) {
      this.file = file;
    }

    /** As it is read, with its key. */
    abstract Storage over(Storage raw);
  }

  static GoldenArchive read(Form form) throws IOException {
    MemoryStorage storage = new MemoryStorage();
    Map<Long, String> states = new TreeMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Golden.file(form.file)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readAllBytes();
        if (entry.getName().equals(STATES)) {
          new String(content, UTF_8).lines().forEach(line -> addState(states, line));
        } else {
          storage.replace(entry.getName(), content);
        }
      }
    }
    return new GoldenArchive(storage, states);
  }

  private static void addState(Map<Long, String> states, String line) {
    int tab = line.indexOf('\t');
    states.put(Long.valueOf(line.substring(0, tab)), line.substring(tab + 1));
  }

  /**
   * Writes the archives of a new version of the format. Those that are there are never written
   * again.
   *
   * @param arguments the directory of the version, {@code src/test/resources/golden/v1}
   */
  public static void main(String[] arguments) throws IOException {
    for (Form form : Form.values()) {
      Path file = Path.of(arguments[0]).resolve(form.file);
      if (Files.exists(file)) {
        continue;
      }
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        write(form, zip);
      }
    }
  }

  private static void write(Form form, ZipOutputStream zip) throws IOException {
    NoteHistory history =
        NoteHistory.of(IntStream.range(1, LAST).mapToObj(i -> 3 * (7 * i % 101) + 1).toList());
    MemoryStorage raw = new MemoryStorage();
    Archive archive = Archive.open(form.over(raw), NoteRuns.SHOP);
    archive.describe(
        new CollectionDescription(
            NoteRuns.SHOP, "postgresql://db.example/shop", List.of(Notes.ID), Backups.time(0)));
    List<Integer> cuts =
        IntStream.rangeClosed(0, LAST).mapToObj(i -> i % 6 == 0 ? 0 : i % 3 == 0 ? 1 : 9).toList();
    new NoteBackups(archive, history).take(cuts);
    RetentionPlan unused =
        Retention.apply(
            archive,
            new RetentionPolicy(
                Optional.of(Duration.ofSeconds(12)), Optional.of(Duration.ofSeconds(6))),
            Backups.time(LAST));
    for (StoredFile file : raw.list("")) {
      add(zip, file.path(), raw.content(file.path()));
    }
    StringBuilder states = new StringBuilder();
    for (long sequence = 1; sequence <= history.last(); sequence++) {
      states.append(sequence).append('\t').append(history.stateAt(sequence)).append('\n');
    }
    add(zip, STATES, states.toString().getBytes(UTF_8));
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
