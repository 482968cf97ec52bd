package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.WholeFile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The verdicts of a collection's drills, beside its backups. No restore reads them; without them
 * nothing is missing but the knowledge.
 */
public final class Drills {

  /** How many are kept. */
  static final int KEPT = 100;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern FILE = Pattern.compile("\\d{17}Z\\.json");

  private final Storage storage;
  private final Archive archive;
  private final String directory;

  private Drills(Archive archive) {
    this.storage = archive.storage();
    this.archive = archive;
    this.directory = archive.collection() + "/drills/";
  }

  public static Drills of(Archive archive) {
    return new Drills(archive);
  }

  /** Writes a verdict down, and forgets the oldest. */
  public void record(Drill drill) {
    byte[] content = DrillJson.encode(archive.collection(), drill);
    boolean isNew = storage.putIfAbsent(path(drill.began()), content);
    if (!isNew) {
      throw new IllegalStateException("two drills began at " + drill.began());
    }
    List<String> paths = paths();
    paths.subList(0, Math.max(0, paths.size() - KEPT)).forEach(storage::delete);
  }

  /**
   * The verdict of the drill that began last.
   *
   * @throws dev.tidemark.archive.storage.DamagedFileException it cannot be read
   * @throws dev.tidemark.archive.storage.UnknownFormatException a later version wrote it
   */
  public Optional<Drill> newest() {
    List<String> paths = paths();
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    String path = paths.get(paths.size() - 1);
    try {
      return Optional.of(DrillJson.decode(path, WholeFile.read(storage, path)));
    } catch (MissingFileException e) {
      // Forgotten since it was listed: by then there were many newer ones.
      return Optional.empty();
    }
  }

  /** When the last drill began, by the name of its file alone. */
  public Optional<Instant> lastBegan() {
    List<String> paths = paths();
    return paths.isEmpty()
        ? Optional.empty()
        : Optional.of(began(paths.get(paths.size() - 1).substring(directory.length())));
  }

  private static Instant began(String name) {
    return NAME.parse(name.substring(0, name.length() - ".json".length()), Instant::from);
  }

  /** The oldest first. */
  private List<String> paths() {
    return storage.list(directory).stream()
        .map(StoredFile::path)
        .filter(path -> FILE.matcher(path.substring(directory.length())).matches())
        .sorted()
        .toList();
  }

  private String path(Instant began) {
    return directory + NAME.format(began) + ".json";
  }
}
