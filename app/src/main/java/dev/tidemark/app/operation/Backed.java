package dev.tidemark.app.operation;

import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.app.operation.Overview.Window;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an archive tells of its collection.
 *
 * @param restorable what a restore from it can reach
 * @param backups those that can be read, oldest first
 */
record Backed(Optional<Window> restorable, List<Manifest> backups, List<Damage> damages) {

  static Backed of(Archive archive) {
    List<ManifestFile> manifests = archive.manifests();
    Chains chains = Chains.of(manifests);
    return new Backed(
        chains.history().map(all -> new Window(place(all.first()), place(all.last()))),
        manifests.stream().flatMap(Backed::intact).toList(),
        chains.damages());
  }

  private static Place place(Boundary boundary) {
    return new Place(boundary.sequence(), boundary.time());
  }

  private static Stream<Manifest> intact(ManifestFile file) {
    return file instanceof ManifestFile.Intact intact
        ? Stream.of(intact.manifest())
        : Stream.empty();
  }
}
