package dev.tidemark.archive.copy;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageWriter;
import java.time.Instant;
import java.util.List;

/** An archive with the backups that manifests tell of: their runs have one byte, a 1. */
final class StoredBackups {

  private StoredBackups() {}

  static Archive in(Storage storage, List<ManifestFile> manifests) {
    Archive archive = Archive.open(storage, NoteRuns.SHOP);
    archive.describe(
        new CollectionDescription(
            NoteRuns.SHOP, "postgresql://app@db:5432/shop", List.of(), Instant.EPOCH));
    for (ManifestFile file : manifests) {
      Manifest manifest = ((ManifestFile.Intact) file).manifest();
      write(storage, manifest.location() + "/timeline.avro", new byte[0]);
      for (StoredRun run : manifest.runs()) {
        write(storage, run.path(), new byte[] {1});
      }
      boolean unused = archive.publish(manifest);
    }
    return archive;
  }

  static void write(Storage storage, String path, byte[] content) {
    try (StorageWriter writer = storage.create(path)) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }

  /** Whether every backup there is belongs to a chain, and all its files are whole. */
  static boolean isRestorable(Archive archive) {
    Chains chains = Chains.of(archive.manifests());
    return chains.damages().isEmpty()
        && chains.chains().stream()
            .flatMap(chain -> chain.manifests().stream())
            .allMatch(
                manifest ->
                    archive.verifyTimeline(manifest).isEmpty()
                        && manifest.runs().stream().allMatch(run -> archive.verify(run).isEmpty()));
  }
}
