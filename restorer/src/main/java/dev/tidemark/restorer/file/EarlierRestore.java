package dev.tidemark.restorer.file;

import dev.tidemark.restorer.load.EmptyDestinationFirstException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is in a directory that a new restore takes the place of: the files of an earlier one and
 * nothing else. Whatever a person put there is never removed.
 */
final class EarlierRestore {

  private static final int NAMED = 5;

  private final Set<String> files;

  private EarlierRestore(Set<String> files) {
    this.files = files;
  }

  /**
   * @param directory that exists
   * @throws EmptyDestinationFirstException it may not be replaced
   */
  static EarlierRestore in(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw refusal(directory + " is not replaced: it is not a directory");
    }
    Set<String> entries = names(directory);
    if (entries.isEmpty()) {
      return new EarlierRestore(entries);
    }
    if (!isFile(directory.resolve(CompletionMarker.NAME))) {
      throw refusal(
          directory
              + " is not replaced: it has no "
              + CompletionMarker.NAME
              + ", so no restore made it, and it holds "
              + list(entries));
    }
    Set<String> foreign = new TreeSet<>(entries);
    foreign.removeAll(listed(directory));
    foreign.remove(CompletionMarker.NAME);
    entries.stream().filter(name -> !isFile(directory.resolve(name))).forEach(foreign::add);
    if (!foreign.isEmpty()) {
      throw refusal(
          directory
              + " is not replaced: beside the files of an earlier restore it holds "
              + list(foreign));
    }
    return new EarlierRestore(entries);
  }

  /** Removes it from where it has been moved to; what has been added since stops that. */
  void remove(Path movedTo) throws IOException {
    for (String file : files) {
      Files.delete(movedTo.resolve(file));
    }
    Files.delete(movedTo);
  }

  private static Set<String> listed(Path directory) {
    try {
      return CompletionMarker.files(directory);
    } catch (IOException e) {
      throw refusal(
          directory
              + " is not replaced: its "
              + CompletionMarker.NAME
              + " does not tell which files an earlier restore made");
    }
  }

  private static EmptyDestinationFirstException refusal(String message) {
    return new EmptyDestinationFirstException(
        message,
        "Restore into another directory, or move away what is there. --replace only takes the place"
            + " of an earlier restore.");
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      Set<String> names = new TreeSet<>();
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    }
  }

  private static String list(Set<String> names) {
    List<String> first = names.stream().limit(NAMED).toList();
    int more = names.size() - first.size();
    return String.join(", ", first) + (more == 0 ? "" : " and " + more + " more");
  }
}
