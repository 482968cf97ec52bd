package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which generation of a collection's manifests counts, of all that there are: what the description
 * says, as long as that does not contradict what is there.
 */
record Generations(CollectionFiles files, DescriptionFile description) {

  /**
   * What the description says, or the first where there is no other.
   *
   * @throws UnknownGenerationException there are others, and nothing says which count
   */
  Generation current() {
    try {
      return description.read().generation();
    } catch (MissingFileException | DamagedFileException e) {
      if (names().keySet().stream().anyMatch(Generation.FIRST::isBefore)) {
        throw UnknownGenerationException.unread(files.collection(), files.storage().toString(), e);
      }
      return Generation.FIRST;
    }
  }

  /** One after all that have a file, be it of an erasure that broke off. */
  Generation unused() {
    Generation current = current();
    SortedMap<Generation, List<String>> after = names().tailMap(current);
    return (after.isEmpty() ? current : after.lastKey()).next();
  }

  /**
   * An erasure writes nothing where there is no backup, and leaves those that count until others
   * do. So where only a later generation has manifests, what says which count is from before it.
   *
   * @throws UnknownGenerationException it is
   */
  void requireNoneAfter(Generation generation) {
    for (Map.Entry<Generation, List<String>> after : names().entrySet()) {
      if (generation.isBefore(after.getKey())
          && after.getValue().stream().anyMatch(CollectionFiles::isManifestName)) {
        throw UnknownGenerationException.outdated(files.collection(), generation, after.getKey());
      }
    }
  }

  /** Of the files of every generation that has any, whether it counts or not. */
  private SortedMap<Generation, List<String>> names() {
    String root = files.root();
    SortedMap<Generation, List<String>> names = new TreeMap<>();
    for (StoredFile file : files.storage().list(root + Generation.FIRST.directory())) {
      String path = file.path().substring(root.length());
      int end = Math.max(0, path.indexOf('/'));
      Generation.ofDirectory(path.substring(0, end))
          .ifPresent(
              generation ->
                  names
                      .computeIfAbsent(generation, first -> new ArrayList<>())
                      .add(path.substring(end + 1)));
    }
    return names;
  }
}
