package dev.tidemark.archive.manifest;

import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.StoredFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All manifests of an archive written anew, beside those that count: nobody reads them before
 * {@link #makeCurrent()}, which one write does. Not for sharing between threads.
 */
public final class NextGeneration {

  private final Archive archive;
  private final CollectionFiles files;
  private final Generation before;
  private final Generation generation;
  private final Map<BackupId, Sha256> written = new HashMap<>();
  private final List<ManifestFile> manifests = new ArrayList<>();

  private NextGeneration(Archive archive, Generation before) {
    this.archive = archive;
    this.files = archive.files();
    this.before = before;
    this.generation = archive.unusedGeneration();
  }

  /** After the one that counts, and after what a store has kept of attempts that broke off. */
  public static NextGeneration of(Archive archive) {
    return new NextGeneration(archive, archive.generation());
  }

  public Generation generation() {
    return generation;
  }

  /** What retention has given up, and what was erased before, is so in this generation too. */
  public void takeOver() {
    String from = files.directory(before);
    List<StoredFile> listed = files.list(before);
    Marks marks = archive.marks().read(before, listed);
    for (StoredFile file : listed) {
      String name = file.path().substring(from.length());
      if (marks.isMark(name) || ErasureJson.isRecord(name)) {
        put(files.directory(generation) + name, files.content(file.path()));
      }
    }
  }

  /**
   * Writes a backup's manifest. The backups before it must have been given.
   *
   * @param runs in place of its own, as far as it has them
   */
  public void add(ManifestFile.Intact backup, List<RunFile> runs) {
    Manifest manifest = backup.manifest().rewritten(runs, parent(backup.manifest()));
    byte[] content = ManifestCodec.encode(manifest);
    put(files.manifest(generation, backup.ordinal()), content);
    Sha256 sha256 = Sha256.of(content);
    written.put(manifest.id(), sha256);
    manifests.add(new ManifestFile.Intact(manifest, sha256, backup.kept()));
  }

  /** The parent that retention has given up stays what it was. */
  private @Nullable ParentBackup parent(Manifest manifest) {
    ParentBackup parent = manifest.parent();
    Sha256 now = parent == null ? null : written.get(parent.id());
    return parent == null || now == null ? parent : new ParentBackup(parent.id(), now);
  }

  /** Writes down what was erased, without saying whose it was. */
  public void record(ErasureRecord erased) {
    put(
        files.directory(generation) + ErasureJson.name(generation),
        ErasureJson.encode(files.collection(), generation, erased));
  }

  private void put(String path, byte[] content) {
    if (!files.storage().putIfAbsent(path, content)) {
      throw new DamagedFileException(path, "another erasure is writing it");
    }
  }

  /**
   * Reads back what was written, and makes it count: up to here nothing has changed, from here on
   * nothing reads what was replaced.
   *
   * @throws DamagedFileException it is not what was written; nothing has changed
   */
  public void makeCurrent() {
    if (!archive.manifests(generation).equals(manifests)) {
      throw new DamagedFileException(
          files.directory(generation), "its manifests are not those that were written");
    }
    CollectionDescription description =
        archive
            .description()
            .orElseThrow(
                () -> new MissingFileException(files.description(), files.storage().toString()));
    archive.describe(description, generation);
  }
}
