package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.UnknownFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The manifests of a collection, a generation of them at a time. */
record ManifestFiles(CollectionFiles files, MarkFiles marks) {

  /**
   * Those of a generation, whether it counts or not, in the order of their ordinals: without what
   * its marks give up. One that is damaged is among them, and says so.
   *
   * @throws MissingFileException one was listed, and is gone
   */
  List<ManifestFile> of(Generation generation) {
    List<ManifestFile> manifests = new ArrayList<>();
    List<StoredFile> listed = files.list(generation);
    Marks given = marks.read(generation, listed);
    for (StoredFile file : listed) {
      OptionalInt ordinal = files.ordinal(generation, file.path());
      if (ordinal.isPresent() && ordinal.getAsInt() > given.retiredUpTo()) {
        manifests.add(read(ordinal.getAsInt(), file.path(), given.kept(ordinal.getAsInt())));
      }
    }
    return manifests;
  }

  private ManifestFile read(int ordinal, String path, ManifestFile.Kept kept) {
    try {
      byte[] content = files.content(path);
      ManifestCodec.Hashed hashed = ManifestCodec.decodeHashed(path, content);
      Manifest manifest = hashed.manifest();
      if (manifest.id().ordinal() != ordinal || !manifest.collection().equals(files.collection())) {
        throw new DamagedFileException(path, "it is the manifest of " + manifest.id());
      }
      return new ManifestFile.Intact(manifest, hashed.sha256(), kept);
    } catch (DamagedFileException | UnknownFormatException e) {
      return new ManifestFile.Unreadable(ordinal, path, String.valueOf(e.getMessage()), e.hint());
    }
  }

  /**
   * Makes a backup exist in a generation.
   *
   * @return false when another backup has taken the ordinal
   */
  boolean put(Generation generation, Manifest manifest) {
    return files
        .storage()
        .putIfAbsent(
            files.manifest(generation, manifest.id().ordinal()), ManifestCodec.encode(manifest));
  }
}
