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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stored history of one collection. Threads may share it. */
public final class Archive {

  private static final Pattern MANIFEST_NAME = Pattern.compile("(\\d{8})\\.json");
  private static final Pattern MANIFEST_PATH = Pattern.compile("([^/]+)/manifests/\\d{8}\\.json");
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
   * All manifests, in the order of their ordinals, each with its hash. Whether they belong together
   * {@code chain.Chains} finds out. What retention has given up is not among them, also when it
   * does so in the meantime.
   *
   * @throws ArchiveGoneException the collection was described here, and there is nothing of it
   */
  public List<ManifestFile> manifests() {
    String missing = "";
    while (true) {
      try {
        return listedManifests();
      } catch (MissingFileException e) {
        // It was listed, and is gone: the next list does without it, or the storage is broken.
        if (missing.equals(e.getMessage())) {
          throw e;
        }
        missing = String.valueOf(e.getMessage());
      }
    }
  }

  private List<ManifestFile> listedManifests() {
    List<ManifestFile> manifests = new ArrayList<>();
    String prefix = collection + "/manifests/";
    List<StoredFile> files = storage.list(prefix);
    Marks marks = marks(files);
    for (StoredFile file : files) {
      Matcher name = MANIFEST_NAME.matcher(file.path().substring(prefix.length()));
      if (name.matches() && Integer.parseInt(name.group(1)) > marks.retiredUpTo()) {
        int ordinal = Integer.parseInt(name.group(1));
        manifests.add(manifest(ordinal, file.path(), marks.kept(ordinal)));
      }
    }
    requireDescribed();
    return manifests;
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
   * @param files of the collection, those in {@code manifests/} at least
   * @throws DamagedFileException it is no mark of this collection, or it would leave none of the
   *     backups that are there
   * @throws UnknownFormatException a later version wrote it
   */
  public Marks marks(List<StoredFile> files) {
    Marks marks = Marks.of(collection, files);
    if (marks.retiredUpTo() > 0) {
      String path = markPath(marks.retiredUpTo(), RETIRED);
      MarkJson.require(path, content(path), collection, marks.retiredUpTo());
      int newest = newestOrdinal(files);
      if (newest > 0 && newest <= marks.retiredUpTo()) {
        // A list made while a backup was published may have the mark and not the backup.
        newest = newestOrdinal(storage.list(collection + "/manifests/"));
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
    String path = markPath(ordinal, THINNED);
    MarkJson.require(path, content(path), collection, ordinal);
  }

  /** 0 without any manifest. */
  private int newestOrdinal(List<StoredFile> files) {
    String prefix = collection + "/manifests/";
    return files.stream()
        .filter(file -> file.path().startsWith(prefix))
        .map(file -> MANIFEST_NAME.matcher(file.path().substring(prefix.length())))
        .filter(Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)))
        .max()
        .orElse(0);
  }

  private String markPath(int ordinal, String what) {
    return manifestPath(ordinal).replace(".json", "." + what);
  }

  private byte[] content(String path) {
    try (InputStream in = storage.open(path, 0)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
  }

  private void mark(BackupId backup, String what) {
    String path = markPath(backup.ordinal(), what);
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

  /** {@code shop/manifests/00000042.json}. */
  public String manifestPath(int ordinal) {
    return collection + "/manifests/" + String.format(Locale.ROOT, "%08d", ordinal) + ".json";
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
    String path = descriptionPath();
    try (InputStream in = storage.open(path, 0)) {
      return Optional.of(CollectionJson.decode(path, in.readAllBytes()));
    } catch (MissingFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
  }

  /**
   * Replaces the description.
   *
   * @throws ArchiveGoneException there should be one, and there is none
   */
  public void describe(CollectionDescription description) {
    requireDescribed();
    byte[] content = CollectionJson.encode(description);
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
