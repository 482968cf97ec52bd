package dev.tidemark.archive.manifest;

import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.timeline.TimelineRecordReader.Detail;
import java.util.List;
import java.util.Optional;

/**
 * The stored history of one collection. Threads may share it.
 *
 * <p>What a reader finds changes by one write at a time, and each comes after what it speaks of: a
 * manifest after the files of its backup ({@link #publish}), a description that names another
 * generation after all manifests of that ({@link NextGeneration}); and a mark before anything that
 * it gives up is deleted ({@link MarkFiles}). Broken off between two of them, the archive is what
 * it was before, or what it is to be. {@link #manifests()} holds for both: it asks which count
 * before and after it reads them.
 */
public final class Archive {

  private final CollectionFiles files;
  private final Expected expected;
  private final DescriptionFile description;
  private final Generations generations;
  private final MarkFiles marks;
  private final ManifestFiles manifests;

  private Archive(Storage storage, CollectionName collection, Expected expected) {
    this.files = new CollectionFiles(storage, collection);
    this.expected = expected;
    this.description = new DescriptionFile(files);
    this.generations = new Generations(files, description);
    this.marks = new MarkFiles(files, generations);
    this.manifests = new ManifestFiles(files, marks);
  }

  /** What has to be there already. */
  private enum Expected {
    NOTHING,
    DESCRIPTION
  }

  /** The collections of which a storage has backups, in name order. */
  public static List<CollectionName> collections(Storage storage) {
    return storage.list("").stream()
        .flatMap(file -> CollectionFiles.collectionOf(file.path()).stream())
        .distinct()
        .sorted()
        .toList();
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
    return files.storage();
  }

  public CollectionName collection() {
    return files.collection();
  }

  CollectionFiles files() {
    return files;
  }

  MarkFiles marks() {
    return marks;
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
        List<ManifestFile> found = manifests.of(generation);
        requireDescribed();
        if (generation().equals(generation)) {
          if (found.isEmpty()) {
            generations.requireNoneAfter(generation);
          }
          return found;
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
    return manifests.of(generation);
  }

  /**
   * Makes a backup exist. Its files must be durable.
   *
   * @return false when another backup has taken the ordinal: this one does not exist
   * @throws ArchiveGoneException there should be a description, and there is none: another file
   *     system may be mounted there than when the backup was begun
   */
  public boolean publish(Manifest manifest) {
    if (!manifest.collection().equals(collection())) {
      throw new IllegalArgumentException(manifest.id() + " is not of " + collection());
    }
    requireDescribed();
    return manifests.put(generation(), manifest);
  }

  private void requireDescribed() {
    if (expected == Expected.DESCRIPTION) {
      description.require();
    }
  }

  /** {@code shop/manifests/00000042.json}, of those that count. */
  public String manifestPath(int ordinal) {
    return files.manifest(generation(), ordinal);
  }

  /** Whether a file is a manifest, of a backup that is there or was. */
  public boolean isManifest(String path) {
    return CollectionFiles.isManifest(path);
  }

  /**
   * @throws DamagedFileException there is one that cannot be read
   */
  public Optional<CollectionDescription> description() {
    return description.description();
  }

  /**
   * Replaces the description. The manifests that count stay those that do.
   *
   * @throws ArchiveGoneException there should be one, and there is none
   */
  public void describe(CollectionDescription described) {
    describe(described, generation());
  }

  /**
   * The same, and says which manifests count from now on: with this write they do, and no others.
   * They have to be durable.
   */
  public void describe(CollectionDescription described, Generation generation) {
    requireDescribed();
    description.replace(described, generation);
  }

  /**
   * Which manifests count now: what {@code collection.json} says, or the first where nothing else
   * is.
   *
   * @throws UnknownGenerationException there are others, and nothing says which count
   * @throws UnknownFormatException a later version wrote what says it
   */
  public Generation generation() {
    return generations.current();
  }

  /** One that no file is of. */
  Generation unusedGeneration() {
    return generations.unused();
  }

  /** Where it is written down that something was erased: paths of small files. */
  public List<String> erasures() {
    Generation generation = generation();
    String prefix = files.directory(generation);
    return files.list(generation).stream()
        .map(StoredFile::path)
        .filter(path -> ErasureJson.isRecord(path.substring(prefix.length())))
        .toList();
  }

  /**
   * Begins a backup's timeline.
   *
   * @param directory the backup's, below the collection's root
   */
  public TimelineWriter writeTimeline(String directory, Boundary from, Boundary to) {
    String path = Manifest.timelinePath(files.root() + directory);
    String identity = collection() + " " + from.sequence() + " " + to.sequence() + " timeline";
    return TimelineWriter.create(storage(), path, identity);
  }

  /** The timelines of some backups, one after the other, in the order given. */
  public TimelineReading readTimeline(List<Manifest> backups) {
    return new TimelineReading(storage(), backups, Detail.ALL);
  }

  /** The same, faster: commits come without what they did to tables. */
  public TimelineReading readPlaces(List<Manifest> backups) {
    return new TimelineReading(storage(), backups, Detail.PLACES);
  }

  /** The same, faster still: what is no commit. */
  public TimelineReading readWithoutCommits(List<Manifest> backups) {
    return new TimelineReading(storage(), backups, Detail.NO_COMMITS);
  }

  /** Reads a run from end to end and compares it with what its manifest says. */
  public Optional<FileDamage> verify(StoredRun run) {
    return HashCheck.damage(storage(), run.path(), run.file().bytes(), run.file().sha256());
  }

  /** The same for a backup's timeline. */
  public Optional<FileDamage> verifyTimeline(Manifest backup) {
    TimelineFile file = backup.timeline();
    return HashCheck.damage(storage(), backup.timelinePath(), file.bytes(), file.sha256());
  }
}
