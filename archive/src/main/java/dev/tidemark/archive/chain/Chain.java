package dev.tidemark.archive.chain;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.schemas.change.Sequence;
import java.util.List;
import java.util.Optional;

/**
 * A full backup and the incrementals after it, as far as they are whole.
 *
 * @param backups the full first; each follows the one before
 * @param damage what comes after them, when it is no other backup that can be used
 */
public record Chain(List<ManifestFile.Intact> backups, Optional<Damage> damage) {

  public Chain {
    backups = List.copyOf(backups);
    if (backups.isEmpty() || !backups.get(0).manifest().isFull()) {
      throw new IllegalArgumentException("a chain begins with a full backup");
    }
  }

  public Manifest full() {
    return backups.get(0).manifest();
  }

  public List<Manifest> incrementals() {
    return manifests().subList(1, backups.size());
  }

  public List<Manifest> manifests() {
    return backups.stream().map(ManifestFile.Intact::manifest).toList();
  }

  /** The newest backup: what the next incremental follows. */
  public ManifestFile.Intact last() {
    return backups.get(backups.size() - 1);
  }

  /** The first place that can be restored. */
  public Boundary start() {
    return full().to();
  }

  /** The last place that can be restored. */
  public Boundary end() {
    return last().manifest().to();
  }

  public boolean covers(Sequence sequence) {
    return !sequence.isBefore(start().sequence()) && !sequence.isAfter(end().sequence());
  }
}
