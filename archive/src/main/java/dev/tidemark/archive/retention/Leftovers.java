package dev.tidemark.archive.retention;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.MarkFiles;
import dev.tidemark.archive.manifest.Marks;
import dev.tidemark.archive.manifest.UnknownGenerationException;
import dev.tidemark.archive.retention.RetentionPlan.KeptFile;
import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.storage.StoragePath;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.schemas.change.CollectionName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that no backup has: what a retention or an erasure that was broken off has not deleted yet,
 * and what is left of attempts to take a backup. Only what is certain: a directory whose ordinal no
 * other backup has may belong to one that is being taken, or whose manifest was lost.
 */
public final class Leftovers {

  private final CollectionName collection;
  private final Generation generation;
  private final List<StoredFile> files;
  private final Marks marks;
  private final Map<String, Manifest> byLocation = new HashMap<>();
  private final Set<Integer> taken = new HashSet<>();

  /** Ordinals of all manifests that count, also of those that cannot be read. */
  private final Set<Integer> there;

  Leftovers(
      CollectionName collection,
      Generation generation,
      List<ManifestFile> manifests,
      Marks marks,
      List<StoredFile> files) {
    this.collection = collection;
    this.generation = generation;
    this.files = files;
    this.marks = marks;
    this.there = manifests.stream().map(ManifestFile::ordinal).collect(Collectors.toSet());
    for (ManifestFile file : manifests) {
      if (file instanceof ManifestFile.Intact intact) {
        byLocation.put(intact.manifest().location(), intact.manifest());
        taken.add(file.ordinal());
      }
    }
  }

  /** Those of an archive, after a look into every mark that one of them is a leftover by. */
  static Leftovers of(Archive archive) {
    List<StoredFile> files = files(archive);
    Leftovers leftovers =
        new Leftovers(
            archive.collection(),
            archive.generation(),
            archive.manifests(),
            MarkFiles.of(archive).read(files),
            files);
    leftovers.thinned().forEach(MarkFiles.of(archive)::requireThinned);
    return leftovers;
  }

  /**
   * Deletes those of an archive that has no damage. Nobody else may write there meanwhile.
   *
   * @return what the store has kept all the same: the others go, and it is tried again next time
   */
  public static List<KeptFile> delete(Archive archive) {
    return delete(archive, find(archive));
  }

  static List<KeptFile> delete(Archive archive, List<Deletion.Remove> leftovers) {
    List<KeptFile> kept = new ArrayList<>();
    leftovers.forEach(file -> delete(archive, file).ifPresent(kept::add));
    return kept;
  }

  /** Those of an archive that has no damage. */
  static List<Deletion.Remove> find(Archive archive) {
    return of(archive).all().stream().map(Deletion.Remove.class::cast).toList();
  }

  private static Optional<KeptFile> delete(Archive archive, Deletion.Remove file) {
    try {
      if (StoragePath.isUncommitted(file.path())) {
        archive.storage().unfinished().delete(file.path());
      } else {
        archive.storage().delete(file.path());
      }
      return Optional.empty();
    } catch (StorageRefusedException e) {
      return Optional.of(new KeptFile(file.path(), file.bytes(), String.valueOf(e.getMessage())));
    }
  }

  /** All of the collection, what no reader sees included. */
  static List<StoredFile> files(Archive archive) {
    String prefix = archive.collection() + "/";
    return Stream.concat(
            archive.storage().list(prefix).stream(),
            archive.storage().unfinished().list(prefix).stream())
        .toList();
  }

  /** Ordinals of backups of which files are leftovers for only their end is kept. */
  private Set<Integer> thinned() {
    Set<Integer> thinned = new TreeSet<>();
    for (StoredFile file : files) {
      Manifest manifest = byLocation.get(location(file.path().split("/", -1)));
      if (manifest != null && isGivenUp(manifest, file.path())) {
        thinned.add(manifest.id().ordinal());
      }
    }
    return thinned;
  }

  /**
   * @throws UnknownGenerationException what says which manifests count is from before an erasure
   */
  List<Deletion> all() {
    files.forEach(this::requireNoneLater);
    return files.stream().flatMap(file -> leftover(file).stream()).toList();
  }

  /** An erasure that broke off has written no manifest of a backup that is not there without it. */
  private void requireNoneLater(StoredFile file) {
    String[] parts = file.path().split("/");
    if (parts.length == 3 && parts[2].matches("\\d{8}\\.json")) {
      int ordinal = Integer.parseInt(parts[2].substring(0, 8));
      Optional<Generation> later = Generation.ofDirectory(parts[1]).filter(generation::isBefore);
      if (later.isPresent() && ordinal > marks.retiredUpTo() && !there.contains(ordinal)) {
        throw UnknownGenerationException.outdated(collection, generation, later.get());
      }
    }
  }

  private Optional<Deletion> leftover(StoredFile file) {
    String[] parts = file.path().split("/");
    if (parts.length < 3) {
      return Optional.empty();
    }
    if (StoragePath.isUncommitted(file.path())) {
      return isOver(parts) ? remove(file, "its writer died") : Optional.empty();
    }
    Optional<Generation> manifests = Generation.ofDirectory(parts[1]);
    if (manifests.isPresent()) {
      return besideManifests(file, parts[2], manifests.get());
    }
    String location = location(parts);
    if (!file.path().startsWith(location + "/")) {
      return Optional.empty();
    }
    Manifest manifest = byLocation.get(location);
    if (manifest != null) {
      return ofBackup(file, manifest);
    }
    Optional<Integer> ordinal = ordinal(parts[2]);
    if (ordinal.filter(of -> of <= marks.retiredUpTo()).isPresent()) {
      return remove(file, "its backup is given up");
    }
    return ordinal.filter(taken::contains).isPresent()
        ? remove(file, "it is of an attempt that broke off")
        : Optional.empty();
  }

  private Optional<Deletion> ofBackup(StoredFile file, Manifest manifest) {
    if (isGivenUp(manifest, file.path())) {
      return remove(file, "only the end of its backup is kept");
    }
    return isReplaced(manifest, file.path())
        ? remove(file, "another file has its place since something was erased")
        : Optional.empty();
  }

  /**
   * A run that its backup does not have: it was written anew without what was erased, or an erasure
   * that would have done so broke off.
   */
  private boolean isReplaced(Manifest manifest, String path) {
    boolean isOfErasure =
        Generation.FIRST.isBefore(generation)
            ? RunName.isRun(path)
            : RunName.isInPlaceOfAnother(path);
    return isOfErasure && manifest.runs().stream().noneMatch(run -> run.path().equals(path));
  }

  private Optional<Deletion> besideManifests(StoredFile file, String name, Generation of) {
    if (of.equals(generation)) {
      return isPast(name) ? remove(file, "its backup is given up") : Optional.empty();
    }
    if (!name.matches("\\d{8}\\.(json|thinned|retired)|erasure-\\d+\\.json")) {
      return Optional.empty();
    }
    return of.isBefore(generation)
        ? remove(file, "something was erased since: another file has its place")
        : remove(file, "it is of an erasure that broke off");
  }

  /** Whether a file was begun for a backup that is there or given up: nobody writes it any more. */
  private boolean isOver(String[] parts) {
    Optional<Integer> ordinal = Optional.empty();
    if (parts[1].equals("data")) {
      ordinal = ordinal(parts[2]);
    } else if (Generation.ofDirectory(parts[1]).isPresent() && parts[2].matches("\\d{8}\\..*")) {
      ordinal = Optional.of(Integer.parseInt(parts[2].substring(0, 8)));
    }
    return ordinal.filter(of -> of <= marks.retiredUpTo() || taken.contains(of)).isPresent();
  }

  /** The directory of a backup that a file is in, if it is in one. */
  private String location(String[] parts) {
    return parts.length < 3 ? "" : collection + "/data/" + parts[2];
  }

  /** A manifest or a mark that a mark of a later backup has made meaningless. */
  private boolean isPast(String name) {
    if (!name.matches("\\d{8}\\.(json|thinned|retired)")) {
      return false;
    }
    int ordinal = Integer.parseInt(name.substring(0, name.indexOf('.')));
    return ordinal < marks.retiredUpTo()
        || (ordinal == marks.retiredUpTo() && !name.endsWith(".retired"));
  }

  private boolean isGivenUp(Manifest manifest, String path) {
    return marks.thinned().contains(manifest.id().ordinal())
        && path.contains("/history-")
        && manifest.runs().stream().noneMatch(run -> run.path().equals(path));
  }

  private static Optional<Integer> ordinal(String directory) {
    int suffix = directory.lastIndexOf('-');
    try {
      return suffix < 0
          ? Optional.empty()
          : Optional.of(BackupId.parse(directory.substring(0, suffix)).ordinal());
    } catch (IllegalArgumentException e) {
      // Somebody's own directory: nothing is known of it, and nothing done to it.
      return Optional.empty();
    }
  }

  private static Optional<Deletion> remove(StoredFile file, String reason) {
    return Optional.of(new Deletion.Remove(file.path(), file.bytes(), reason));
  }
}
