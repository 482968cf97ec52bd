package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.UnknownFormatException;
import java.util.List;

/**
 * The marks of a collection: what retention has given up, beside the manifests that count. From a
 * mark on no reader looks for what it names, so it is written before anything of that is deleted.
 *
 * <p>Of the marks the one that decides which backups there are at all is always read; a mark of
 * which only the name is believed makes nothing unreachable but transactions inside a backup.
 */
public final class MarkFiles {

  private static final String RETIRED = "retired";
  private static final String THINNED = "thinned";

  private final CollectionFiles files;
  private final Generations generations;

  MarkFiles(CollectionFiles files, Generations generations) {
    this.files = files;
    this.generations = generations;
  }

  public static MarkFiles of(Archive archive) {
    return archive.marks();
  }

  /** From now on there is no backup up to this one. */
  public void retire(BackupId upTo) {
    put(upTo, RETIRED);
  }

  /** From now on only the end of this backup can be restored. */
  public void thin(BackupId backup) {
    put(backup, THINNED);
  }

  private void put(BackupId backup, String what) {
    String path = files.mark(generations.current(), backup.ordinal(), what);
    // That it is there already is as good.
    boolean unused = files.storage().putIfAbsent(path, MarkJson.encode(files.collection(), backup));
  }

  /**
   * What they say.
   *
   * @param listed files of the collection, those beside its manifests at least
   * @throws DamagedFileException one is no mark of this collection, or it would leave none of the
   *     backups that are there
   * @throws UnknownFormatException a later version wrote it
   */
  public Marks read(List<StoredFile> listed) {
    return read(generations.current(), listed);
  }

  /** The same of a generation, whether it counts or not. */
  Marks read(Generation generation, List<StoredFile> listed) {
    Marks marks = Marks.of(files.collection(), generation, listed);
    if (marks.retiredUpTo() > 0) {
      require(generation, marks.retiredUpTo(), RETIRED);
      requireNewest(generation, marks.retiredUpTo(), listed);
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
    require(generations.current(), ordinal, THINNED);
  }

  private void require(Generation generation, int ordinal, String what) {
    String path = files.mark(generation, ordinal, what);
    MarkJson.require(path, files.content(path), files.collection(), ordinal);
  }

  /** Retention keeps the newest backup, so no mark of its leaves none. */
  private void requireNewest(Generation generation, int retiredUpTo, List<StoredFile> listed) {
    int newest = newest(generation, listed);
    if (newest > 0 && newest <= retiredUpTo) {
      // A list made while a backup was published may have the mark and not the backup.
      newest = newest(generation, files.list(generation));
    }
    if (newest > 0 && newest <= retiredUpTo) {
      throw DamagedFileException.mark(
          files.mark(generation, retiredUpTo, RETIRED),
          "it gives up every backup that is there, and retention keeps the newest",
          null);
    }
  }

  /** The ordinal of the newest manifest; 0 without any. */
  private int newest(Generation generation, List<StoredFile> listed) {
    return listed.stream()
        .flatMapToInt(file -> files.ordinal(generation, file.path()).stream())
        .max()
        .orElse(0);
  }
}
