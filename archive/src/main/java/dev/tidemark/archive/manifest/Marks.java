package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.schemas.change.CollectionName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What retention has given up. A mark is written before anything is deleted: from that instant
 * readers do without what it names, and whether its files are gone already does not matter.
 *
 * @param retiredUpTo backups up to this ordinal are no more; 0 when there are all
 * @param thinned ordinals of backups of which only the end is kept
 */
public record Marks(int retiredUpTo, Set<Integer> thinned) {

  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.(retired|thinned)");

  public Marks {
    thinned = Set.copyOf(thinned);
  }

  /**
   * The marks among the files of a collection, as their names have it. Who deletes anything because
   * of one, or does without what it names, has it read first: {@link MarkFiles#read(List)}, {@link
   * MarkFiles#requireThinned}.
   */
  static Marks of(CollectionName collection, Generation generation, List<StoredFile> files) {
    String prefix = collection + "/" + generation.directory() + "/";
    int retired = 0;
    Set<Integer> thinned = new HashSet<>();
    for (StoredFile file : files) {
      Matcher name =
          NAME.matcher(
              file.path().startsWith(prefix) ? file.path().substring(prefix.length()) : "");
      if (name.matches()) {
        int ordinal = Integer.parseInt(name.group(1));
        if (name.group(2).equals("retired")) {
          retired = Math.max(retired, ordinal);
        } else {
          thinned.add(ordinal);
        }
      }
    }
    return new Marks(retired, thinned);
  }

  /** Whether a file beside the manifests is one of these, by its name. */
  boolean isMark(String name) {
    Matcher mark = NAME.matcher(name);
    if (!mark.matches()) {
      return false;
    }
    int ordinal = Integer.parseInt(mark.group(1));
    return mark.group(2).equals("retired")
        ? ordinal == retiredUpTo
        : thinned.contains(ordinal) && ordinal > retiredUpTo;
  }

  ManifestFile.Kept kept(int ordinal) {
    return thinned.contains(ordinal) ? ManifestFile.Kept.BOUNDARY : ManifestFile.Kept.EVERYTHING;
  }
}
