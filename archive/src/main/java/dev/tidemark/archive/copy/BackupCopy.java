package dev.tidemark.archive.copy;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.storage.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One backup to copy.
 *
 * @param published the target has its manifest
 */
record BackupCopy(ManifestFile.Intact manifest, List<FileCopy> files, boolean published) {

  BackupCopy {
    files = List.copyOf(files);
  }

  /**
   * @param sizes of the files that are in the target, by path
   */
  static BackupCopy of(ManifestFile.Intact file, boolean published, Map<String, Long> sizes) {
    Manifest manifest = file.manifest();
    List<FileCopy> files = new ArrayList<>();
    files.add(
        copy(
            manifest.timelinePath(),
            manifest.timeline().bytes(),
            manifest.timeline().sha256(),
            published,
            sizes));
    for (RunFile run : manifest.files()) {
      String path = manifest.location() + "/" + run.path();
      files.add(copy(path, run.bytes(), run.sha256(), published, sizes));
    }
    return new BackupCopy(file, files, published);
  }

  long bytes() {
    return files.stream().mapToLong(FileCopy::bytes).sum();
  }

  /**
   * A published backup's files were whole when it was published, and are again if they have their
   * size. A file without a manifest may be of anybody: it is read before it is believed.
   */
  private static FileCopy copy(
      String path, long bytes, Sha256 sha256, boolean published, Map<String, Long> sizes) {
    Long size = sizes.get(path);
    FileCopy.Presence presence = FileCopy.Presence.ABSENT;
    if (size != null && size == bytes) {
      presence = published ? FileCopy.Presence.WHOLE : FileCopy.Presence.TO_BE_READ;
    }
    return new FileCopy(path, bytes, sha256, presence);
  }
}
