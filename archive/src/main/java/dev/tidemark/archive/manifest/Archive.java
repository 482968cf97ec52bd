package dev.tidemark.archive.manifest;

import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stored history of one collection. Threads may share it. */
public final class Archive {

  private static final Pattern MANIFEST_NAME = Pattern.compile("(\\d{8})\\.json");
  private static final Pattern MANIFEST_PATH =
      Pattern.compile("([^/]+)/manifests(?:-\\d+)?/\\d{8}\\.json");
  private static final String RETIRED = "retired";
  private static final String THINNED = "thinned";
  private static final int CHUNK = 64 * 1024;

  private final Storage storage;
  private final CollectionName collection;
  private final Expected expected;

  private Archive(Storage storage, CollectionName collection, Expected expected) {
    this.storage = storage;
    this.collection = collection;
    this.expected = expected;
  }

  /** What has to be there already. */
  private enum Expected {
    NOTHING,
    DESCRIPTION
  }

  /** The collections of which a storage has backups, in name order. */
  public static List<CollectionName> collections(Storage storage) {
    return storage.list("").stream()
        .map(file -> MANIFEST_PATH.matcher(file.path()))
        .filter(Matcher::matches)
        .map(path -> path.group(1))
        .distinct()
        .flatMap(name -> nameOf(name).stream())
        .sorted()
        .toList();
  }

  private static Optional<CollectionName> nameOf(String directory) {
    try {
      return Optional.of(new CollectionName(directory));
    } catch (IllegalArgumentException e) {
      // A copy that somebody put there: no collection can be called so.
      return Optional.empty();
    }
  }

  /** One that may be empty. */
  public static Archive open(Storage storage, CollectionName collection) {
    return new Archive(storage, collection, Expected.NOTHING);
  }

  /**
   * One of a collection that was described in it: a storage without that is another one, as the
   * directory is where a file system is not mounted. It must not pass for one without backups.
   */
  public static Archive openDescribed(Storage storage, CollectionName collection) {
    return new Archive(storage, collection, Expected.DESCRIPTION);
  }

  public Storage storage() {
    return storage;
  }

  public CollectionName collection() {
    return collection;
  }

  /**
   * Which manifests count now: what {@code collection.json} says, or the first where nothing else
   * is.
   *
   * @throws UnknownGenerationException there are others, and nothing says which count
   * @throws UnknownFormatException a later version wrote what says it
   */
  public Generation generation() {
    try {
      return described().generation();
    } catch (MissingFileException | DamagedFileException e) {
      if (besideManifests().keySet().stream().anyMatch(Generation.FIRST::isBefore)) {
        throw UnknownGenerationException.unread(collection, storage.toString(), e);
      }
      return Generation.FIRST;
    }
  }

  /** The names of the files of every generation that has any, whether it counts or not. */
  private SortedMap<Generation, List<String>> besideManifests() {
    String root = collection + "/";
    SortedMap<Generation, List<String>> names = new TreeMap<>();
    for (StoredFile file : storage.list(root + Generation.FIRST.directory())) {
      String path = file.path().substring(root.length());
      int end = Math.max(0, path.indexOf('/'));
      Generation.ofDirectory(path.substring(0, end))
          .ifPresent(
              generation ->
                  names
                      .computeIfAbsent(generation, first -> new ArrayList<>())
                      .add(path.substring(end + 1)));
    }
    return names;
  }

  /** One after all that have a file, be it of an erasure that broke off. */
  Generation unusedGeneration() {
    Generation current = generation();
    SortedMap<Generation, List<String>> after = besideManifests().tailMap(current);
    return (after.isEmpty() ? current : after.lastKey()).next();
  }

  /**
   * An erasure writes nothing where there is no backup, and leaves those that count until others
   * do. So where only a later generation has manifests, what says which count is from before it.
   */
  private void requireNoneAfter(Generation generation) {
    for (Map.Entry<Generation, List<String>> after : besideManifests().entrySet()) {
      if (generation.isBefore(after.getKey())
          && after.getValue().stream().anyMatch(name -> MANIFEST_NAME.matcher(name).matches())) {
        throw UnknownGenerationException.outdated(collection, generation, after.getKey());
      }
    }
  }

  /**
   * All manifests, in the order of their ordinals, each with its hash. Whether they belong together
   * {@code chain.Chains} finds out. What retention has given up is not among them, also when it
   * does so in the meantime; nor is what an erasure has written anew.
   *
   * @throws ArchiveGoneException the collection was described here, and there is nothing of it
   * @throws UnknownGenerationException which of them count is not known
   */
  public List<ManifestFile> manifests() {
    String missing = "";
    while (true) {
      Generation generation = generation();
      try {
        List<ManifestFile> manifests = manifests(generation);
        requireDescribed();
        if (generation().equals(generation)) {
          if (manifests.isEmpty()) {
            requireNoneAfter(generation);
          }
          return manifests;
        }
      } catch (MissingFileException e) {
        // It was listed, and is gone: the next list does without it, or the storage is broken.
        if (missing.equals(e.getMessage())) {
          throw e;
        }
        missing = String.valueOf(e.getMessage());
      }
    }
  }

  /** Those of a generation, whether they count or not. */
  List<ManifestFile> manifests(Generation generation) {
    List<ManifestFile> manifests = new ArrayList<>();
    String prefix = directory(generation);
    List<StoredFile> files = storage.list(prefix);
    Marks marks = marks(generation, files);
    for (StoredFile file : files) {
      Matcher name = MANIFEST_NAME.matcher(file.path().substring(prefix.length()));
      if (name.matches() && Integer.parseInt(name.group(1)) > marks.retiredUpTo()) {
        int ordinal = Integer.parseInt(name.group(1));
        manifests.add(manifest(ordinal, file.path(), marks.kept(ordinal)));
      }
    }
    return manifests;
  }

  /** Where it is written down that something was erased: paths of small files. */
  public List<String> erasures() {
    String prefix = directory(generation());
    return storage.list(prefix).stream()
        .map(StoredFile::path)
        .filter(path -> ErasureJson.isRecord(path.substring(prefix.length())))
        .toList();
  }

  private void requireDescribed() {
    if (expected == Expected.DESCRIPTION && storage.list(descriptionPath()).isEmpty()) {
      throw new ArchiveGoneException(collection, storage.toString());
    }
  }

  /** From now on there is no backup up to this one. Its files are for {@code retention}. */
  public void retire(BackupId upTo) {
    mark(upTo, RETIRED);
  }

  /** From now on only the end of this backup can be restored. */
  public void thin(BackupId backup) {
    mark(backup, THINNED);
  }

  /**
   * What retention has given up. Of the marks the one that decides which backups there are at all
   * is read; a mark of which only the name is believed makes nothing unreachable but transactions
   * inside a backup.
   *
   * @param files of the collection, those beside its manifests at least
   * @throws DamagedFileException it is no mark of this collection, or it would leave none of the
   *     backups that are there
   * @throws UnknownFormatException a later version wrote it
   */
  public Marks marks(List<StoredFile> files) {
    return marks(generation(), files);
  }

  private Marks marks(Generation generation, List<StoredFile> files) {
    Marks marks = Marks.of(collection, generation, files);
    if (marks.retiredUpTo() > 0) {
      String path = markPath(generation, marks.retiredUpTo(), RETIRED);
      MarkJson.require(path, content(path), collection, marks.retiredUpTo());
      int newest = newestOrdinal(generation, files);
      if (newest > 0 && newest <= marks.retiredUpTo()) {
        // A list made while a backup was published may have the mark and not the backup.
        newest = newestOrdinal(generation, storage.list(directory(generation)));
      }
      if (newest > 0 && newest <= marks.retiredUpTo()) {
        throw DamagedFileException.mark(
            path, "it gives up every backup that is there, and retention keeps the newest", null);
      }
    }
    return marks;
  }

  /**
   * Reads the mark by which only the end of a backup is kept, for who is about to delete the rest,
   * or to do without it for good.
   *
   * @throws DamagedFileException it is no mark of that backup
   * @throws UnknownFormatException a later version wrote it
   */
  public void requireThinned(int ordinal) {
    String path = markPath(generation(), ordinal, THINNED);
    MarkJson.require(path, content(path), collection, ordinal);
  }

  /** 0 without any manifest. */
  private int newestOrdinal(Generation generation, List<StoredFile> files) {
    String prefix = directory(generation);
    return files.stream()
        .filter(file -> file.path().startsWith(prefix))
        .map(file -> MANIFEST_NAME.matcher(file.path().substring(prefix.length())))
        .filter(Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)))
        .max()
        .orElse(0);
  }

  private String markPath(Generation generation, int ordinal, String what) {
    return manifestPath(generation, ordinal).replace(".json", "." + what);
  }

  byte[] content(String path) {
    try (InputStream in = storage.open(path, 0)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
  }

  private void mark(BackupId backup, String what) {
    String path = markPath(generation(), backup.ordinal(), what);
    // That it is there already is as good.
    boolean unused = storage.putIfAbsent(path, MarkJson.encode(collection, backup));
  }

  /**
   * Makes a backup exist. Its files must be durable.
   *
   * @return false when another backup has taken the ordinal: this one does not exist
   * @throws ArchiveGoneException there should be a description, and there is none: another file
   *     system may be mounted there than when the backup was begun
   */
  public boolean publish(Manifest manifest) {
    if (!manifest.collection().equals(collection)) {
      throw new IllegalArgumentException(manifest.id() + " is not of " + collection);
    }
    requireDescribed();
    String path = manifestPath(manifest.id().ordinal());
    return storage.putIfAbsent(path, ManifestCodec.encode(manifest));
  }

  /** {@code shop/manifests/00000042.json}, of those that count. */
  public String manifestPath(int ordinal) {
    return manifestPath(generation(), ordinal);
  }

  String manifestPath(Generation generation, int ordinal) {
    return directory(generation) + String.format(Locale.ROOT, "%08d", ordinal) + ".json";
  }

  /** {@code shop/manifests/}. */
  String directory(Generation generation) {
    return collection + "/" + generation.directory() + "/";
  }

  /** Whether a file is a manifest, of a backup that is there or was. */
  public boolean isManifest(String path) {
    return MANIFEST_PATH.matcher(path).matches();
  }

  /** {@code shop/data/…/timeline.avro}. */
  public String timelinePath(Manifest backup) {
    return backup.location() + "/" + ManifestCodec.TIMELINE;
  }

  /**
   * Begins a backup's timeline.
   *
   * @param directory the backup's, below the collection's root
   */
  public TimelineWriter writeTimeline(String directory, Boundary from, Boundary to) {
    String path = collection + "/" + directory + "/" + ManifestCodec.TIMELINE;
    String identity = collection + " " + from.sequence() + " " + to.sequence() + " timeline";
    return TimelineWriter.create(storage, path, identity);
  }

  /** The timelines of some backups, one after the other, in the order given. */
  public TimelineReading readTimeline(List<Manifest> backups) {
    return new TimelineReading(storage, backups);
  }

  /** Reads a run from end to end and compares it with what its manifest says. */
  public Optional<FileDamage> verify(StoredRun run) {
    return verify(run.path(), run.file().bytes(), run.file().sha256());
  }

  /** The same for a backup's timeline. */
  public Optional<FileDamage> verifyTimeline(Manifest backup) {
    TimelineFile file = backup.timeline();
    return verify(timelinePath(backup), file.bytes(), file.sha256());
  }

  /**
   * @throws DamagedFileException there is one that cannot be read
   */
  public Optional<CollectionDescription> description() {
    try {
      return Optional.of(described().description());
    } catch (MissingFileException e) {
      return Optional.empty();
    }
  }

  private CollectionJson.Described described() {
    return CollectionJson.decode(descriptionPath(), content(descriptionPath()));
  }

  /**
   * Replaces the description. The manifests that count stay those that do.
   *
   * @throws ArchiveGoneException there should be one, and there is none
   */
  public void describe(CollectionDescription description) {
    describe(description, generation());
  }

  /**
   * The same, and says which manifests count from now on: with this write they do, and no others.
   * They have to be durable.
   */
  public void describe(CollectionDescription description, Generation generation) {
    requireDescribed();
    byte[] content = CollectionJson.encode(description, generation);
    try (StorageWriter writer = storage.create(descriptionPath())) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }

  private String descriptionPath() {
    return collection + "/collection.json";
  }

  private ManifestFile manifest(int ordinal, String path, ManifestFile.Kept kept) {
    try (InputStream in = storage.open(path, 0)) {
      byte[] content = in.readAllBytes();
      Manifest manifest = ManifestCodec.decode(path, content);
      if (manifest.id().ordinal() != ordinal || !manifest.collection().equals(collection)) {
        throw new DamagedFileException(path, "it is the manifest of " + manifest.id());
      }
      return new ManifestFile.Intact(manifest, Sha256.of(content), kept);
    } catch (DamagedFileException | UnknownFormatException e) {
      return new ManifestFile.Unreadable(ordinal, path, String.valueOf(e.getMessage()), e.hint());
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
  }

  private Optional<FileDamage> verify(String path, long bytes, Sha256 sha256) {
    MessageDigest digest = Sha256.newDigest();
    long found = 0;
    try (InputStream in = storage.open(path, 0)) {
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        digest.update(chunk, 0, count);
        found += count;
      }
    } catch (MissingFileException e) {
      return Optional.of(new FileDamage(path, "it is missing"));
    } catch (DamagedFileException e) {
      return Optional.of(new FileDamage(path, "it cannot be decrypted"));
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
    if (found != bytes) {
      return Optional.of(
          new FileDamage(path, "it has " + found + " bytes where the manifest has " + bytes));
    }
    return Sha256.ofDigest(digest.digest()).equals(sha256)
        ? Optional.empty()
        : Optional.of(new FileDamage(path, "its SHA-256 is not the one in the manifest"));
  }
}
