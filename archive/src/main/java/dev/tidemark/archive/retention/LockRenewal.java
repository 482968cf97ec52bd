package dev.tidemark.archive.retention;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.retention.RetentionPlan.ShortLock;
import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.FileLocks;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.StoredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the locks of a store last as long as what they lock is needed. The newest state of a chain
 * is to be kept for the lock's window, and it needs every backup of the chain. So the files of a
 * chain are locked until the window after its last backup, and what every restore needs (the
 * description, marks, keys) until the window after the newest.
 *
 * <p>What is too short is locked for an eighth longer than needed, see {@link FileLocks#granted}.
 * Of a backup only two of its oldest files are asked for their locks: they were locked first, and
 * are extended last.
 */
final class LockRenewal {

  private final Archive archive;
  private final FileLocks locks;
  private final Instant now;
  private final Duration window;
  private final List<ShortLock> tooShort = new ArrayList<>();
  private boolean isRefused;

  private LockRenewal(Archive archive, Instant now, Duration window) {
    this.archive = archive;
    this.locks = archive.storage().locks();
    this.now = now;
    this.window = window;
  }

  /**
   * @param leftovers paths of files that nobody needs
   * @return what is locked for too short a time all the same, or may be. A store that refuses to
   *     tell or to extend one is not asked for more
   */
  static List<ShortLock> run(Archive archive, Set<String> leftovers, Instant now) {
    return archive
        .storage()
        .locks()
        .window()
        .map(window -> new LockRenewal(archive, now, window).renewed(leftovers))
        .orElse(List.of());
  }

  private List<ShortLock> renewed(Set<String> leftovers) {
    List<List<Manifest>> chains = chains();
    if (!chains.isEmpty()) {
      Instant newest = needed(chains.get(chains.size() - 1));
      Stream.concat(locks.own().stream(), standing(leftovers))
          .filter(path -> !lasts(path, newest))
          .forEach(path -> extend(List.of(path), List.of(), newest));
    }
    for (List<Manifest> chain : chains) {
      Instant needed = needed(chain);
      if (needed.isAfter(now)) {
        chain.forEach(backup -> renew(backup, needed));
      }
    }
    return List.copyOf(tooShort);
  }

  /** As they were meant: what is behind a damage is of use again when that is mended. */
  private List<List<Manifest>> chains() {
    List<List<Manifest>> chains = new ArrayList<>();
    for (ManifestFile file : archive.manifests()) {
      if (file instanceof ManifestFile.Intact intact) {
        if (intact.manifest().isFull() || chains.isEmpty()) {
          chains.add(new ArrayList<>());
        }
        chains.get(chains.size() - 1).add(intact.manifest());
      }
    }
    return chains;
  }

  /** By our clock, and never from a time that is still to come. */
  private Instant needed(List<Manifest> chain) {
    Instant created = chain.get(chain.size() - 1).created();
    return (created.isBefore(now) ? created : now).plus(window);
  }

  /** What is of no backup alone, and no verdict of a drill, which no restore reads. */
  private Stream<String> standing(Set<String> leftovers) {
    String root = archive.collection() + "/";
    return archive.storage().list(root).stream()
        .map(StoredFile::path)
        .filter(path -> !path.startsWith(root + "data/") && !path.startsWith(root + "drills/"))
        .filter(path -> !archive.isManifest(path) && !leftovers.contains(path));
  }

  private void renew(Manifest backup, Instant needed) {
    List<String> runs = backup.runs().stream().map(StoredRun::path).toList();
    List<String> oldest = new ArrayList<>();
    oldest.add(backup.timelinePath());
    // What an erasure wrote anew is younger than what it left.
    runs.stream()
        .filter(path -> !RunName.isInPlaceOfAnother(path))
        .findFirst()
        .or(() -> runs.stream().findFirst())
        .ifPresent(oldest::add);
    if (!oldest.stream().allMatch(path -> lasts(path, needed))) {
      List<String> others =
          new ArrayList<>(runs.stream().filter(path -> !oldest.contains(path)).toList());
      others.add(archive.manifestPath(backup.id().ordinal()));
      extend(oldest, others, needed);
    }
  }

  /**
   * @param oldest whose locks end first, and are extended when those of the others are
   */
  private void extend(List<String> oldest, List<String> others, Instant needed) {
    Instant end = needed.plus(FileLocks.granted(window)).minus(window);
    int before = tooShort.size();
    others.forEach(path -> extend(path, end));
    if (tooShort.size() == before) {
      oldest.forEach(path -> extend(path, end));
    }
  }

  private boolean lasts(String path, Instant needed) {
    if (isRefused) {
      return true;
    }
    try {
      return !locks.until(path).isBefore(needed);
    } catch (MissingFileException e) {
      // Extending it says so.
      return false;
    } catch (StorageRefusedException e) {
      refused(path, e);
      return true;
    }
  }

  private void extend(String path, Instant end) {
    if (isRefused) {
      return;
    }
    try {
      locks.extend(path, end);
    } catch (MissingFileException e) {
      tooShort.add(new ShortLock(path, String.valueOf(e.getMessage()), e.hint()));
    } catch (StorageRefusedException e) {
      refused(path, e);
    }
  }

  /** It would refuse the others, too. */
  private void refused(String path, StorageRefusedException why) {
    isRefused = true;
    tooShort.add(new ShortLock(path, String.valueOf(why.getMessage()), why.hint()));
  }
}
