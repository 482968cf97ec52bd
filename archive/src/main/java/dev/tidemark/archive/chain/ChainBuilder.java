package dev.tidemark.archive.chain;

import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.ParentBackup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks manifests in the order of their ordinals. A full begins a chain; what cannot follow the
 * backup before it ends the chain, and nothing can be reached behind it before the next full.
 */
final class ChainBuilder {

  private final List<ManifestFile> manifests;
  private final List<Integer> ordinals;
  private final Map<Integer, Damage> tampered = new HashMap<>();
  private final List<Chain> chains = new ArrayList<>();
  private final List<ManifestFile.Intact> open = new ArrayList<>();
  private Optional<Damage> damage = Optional.empty();
  private Optional<Damage> baseless = Optional.empty();

  ChainBuilder(List<ManifestFile> manifests) {
    this.manifests =
        manifests.stream().sorted(Comparator.comparingInt(ManifestFile::ordinal)).toList();
    this.ordinals = this.manifests.stream().map(ManifestFile::ordinal).toList();
  }

  Chains build() {
    findTampered();
    for (ManifestFile manifest : manifests) {
      take(manifest);
    }
    close();
    return new Chains(chains, baseless);
  }

  /** A manifest is trusted unless one that follows it remembers another. */
  private void findTampered() {
    for (ManifestFile manifest : manifests) {
      if (manifest instanceof ManifestFile.Intact follower) {
        follower.manifest().parentBackup().ifPresent(parent -> requireRemembered(parent, follower));
      }
    }
  }

  private void requireRemembered(ParentBackup parent, ManifestFile.Intact follower) {
    int place = Collections.binarySearch(ordinals, parent.id().ordinal());
    if (place >= 0
        && manifests.get(place) instanceof ManifestFile.Intact found
        && found.manifest().id().equals(parent.id())
        && !found.sha256().equals(parent.sha256())) {
      tampered.put(
          parent.id().ordinal(), new Damage.Tampered(parent.id(), follower.manifest().id()));
    }
  }

  private void take(ManifestFile file) {
    if (tampered.containsKey(file.ordinal())) {
      breakOff(tampered.get(file.ordinal()));
    } else if (file instanceof ManifestFile.Unreadable unreadable) {
      breakOff(new Damage.Unreadable(unreadable.reason(), unreadable.hint()));
    } else if (file instanceof ManifestFile.Intact intact) {
      if (intact.manifest().isFull()) {
        begin(intact);
      } else {
        follow(intact);
      }
    }
  }

  private void begin(ManifestFile.Intact full) {
    Manifest manifest = full.manifest();
    Optional<BackupId> parent = manifest.parentBackup().map(ParentBackup::id);
    if (!open.isEmpty() && parent.isPresent() && !parent.get().equals(lastId())) {
      breakOff(new Damage.MissingBackup(parent.get(), manifest.id()));
    }
    close();
    open.add(full);
  }

  private void follow(ManifestFile.Intact incremental) {
    Manifest manifest = incremental.manifest();
    BackupId parent = manifest.parentBackup().orElseThrow().id();
    if (open.isEmpty()) {
      breakOff(new Damage.MissingBase(manifest.id(), parent));
    } else if (damage.isPresent()) {
      return;
    } else if (!parent.equals(lastId())) {
      breakOff(new Damage.MissingBackup(parent, manifest.id()));
    } else if (!manifest.from().sequence().equals(last().to().sequence())) {
      breakOff(new Damage.Disjoint(parent, manifest.id()));
    } else {
      open.add(incremental);
    }
  }

  private void breakOff(Damage cause) {
    if (open.isEmpty()) {
      baseless = baseless.or(() -> Optional.of(cause));
    } else {
      damage = damage.or(() -> Optional.of(cause));
    }
  }

  private void close() {
    if (!open.isEmpty()) {
      chains.add(new Chain(open, damage));
    }
    open.clear();
    damage = Optional.empty();
  }

  private Manifest last() {
    return open.get(open.size() - 1).manifest();
  }

  private BackupId lastId() {
    return last().id();
  }
}
