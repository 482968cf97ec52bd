package dev.tidemark.app.operation;

import dev.tidemark.app.operation.Overview.Place;
import dev.tidemark.app.operation.Overview.Window;
import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.archive.manifest.Drills;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an archive tells of its collection.
 *
 * @param restorable what a restore from it can reach
 * @param gaps from the end of a chain to the beginning of the next, where that does not follow
 * @param backups those that can be read, oldest first
 */
record Backed(
    Optional<Window> restorable, List<Window> gaps, List<Manifest> backups, List<Damage> damages) {

  /** Of an archive that cannot be opened. */
  static final Backed NOTHING = new Backed(Optional.empty(), List.of(), List.of(), List.of());

  static Backed of(Archive archive) {
    List<ManifestFile> manifests = archive.manifests();
    Chains chains = Chains.of(manifests);
    return new Backed(
        chains.history().map(all -> new Window(place(all.first()), place(all.last()))),
        gaps(chains.chains()),
        manifests.stream().flatMap(Backed::intact).toList(),
        chains.damages());
  }

  private static List<Window> gaps(List<Chain> chains) {
    List<Window> gaps = new ArrayList<>();
    for (int i = 1; i < chains.size(); i++) {
      Boundary before = chains.get(i - 1).end();
      Boundary after = chains.get(i).start();
      if (after.sequence().isAfter(before.sequence())) {
        gaps.add(new Window(place(before), place(after)));
      }
    }
    return gaps;
  }

  /**
   * What came of the last drill. Nothing depends on it: one that cannot be read is told among the
   * damages.
   */
  static Optional<Drill> lastDrill(Archive archive, List<Damage> damages) {
    try {
      return Drills.of(archive).newest();
    } catch (DamagedFileException | UnknownFormatException e) {
      damages.add(new Damage.Unreadable(String.valueOf(e.getMessage()), e.hint()));
      return Optional.empty();
    }
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
