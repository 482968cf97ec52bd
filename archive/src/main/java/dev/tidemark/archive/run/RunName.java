package dev.tidemark.archive.run;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes a run one of its kind: where it belongs. Its file name and its sync marker follow, so
 * that the same input makes the same bytes again.
 *
 * @param from covers the sequences after this one
 * @param to up to this one
 * @param part counts from 1 the runs of one backup that differ only in the schema of their rows
 * @param generation that of the manifests it was written for; later ones may name it as well
 */
public record RunName(
    CollectionName collection,
    Sequence from,
    Sequence to,
    TableId table,
    RunRole role,
    int partition,
    int part,
    int generation) {

  private static final Pattern PATH =
      Pattern.compile(".*/(?:base|delta|history)-\\d{2,}(?:\\.(\\d+))?(?:\\.e(\\d+))?\\.avro");

  public RunName {
    if (partition < 0 || part < 1 || generation < 1) {
      throw new IllegalArgumentException(
          "a partition counts from 0, a part and a generation from 1");
    }
  }

  /** One that was written when its backup was taken. */
  public RunName(
      CollectionName collection,
      Sequence from,
      Sequence to,
      TableId table,
      RunRole role,
      int partition,
      int part) {
    this(collection, from, to, table, role, partition, part, 1);
  }

  /**
   * One that takes the place of another of its backup.
   *
   * @param from where the backup begins
   * @param to where it ends
   * @throws IllegalArgumentException the other has no name of a run
   */
  public static RunName inPlaceOf(
      RunFile run, CollectionName collection, Sequence from, Sequence to, int generation) {
    Matcher path = PATH.matcher(run.path());
    if (!path.matches()) {
      throw new IllegalArgumentException(run.path() + " is no name of a run");
    }
    int part = path.group(1) == null ? 1 : Integer.parseInt(path.group(1));
    return new RunName(
        collection, from, to, run.table(), run.role(), run.partition(), part, generation);
  }

  /** Whether a file has the name of a run. */
  public static boolean isRun(String path) {
    return PATH.matcher(path).matches();
  }

  /** Whether it has the name of a run that takes the place of another. */
  public static boolean isInPlaceOfAnother(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches() && matcher.group(2) != null;
  }

  /**
   * {@code public.orders/delta-00.avro}, {@code public.orders/delta-00.e2.avro}: the path below the
   * backup's directory.
   */
  public String path() {
    String number = String.format(Locale.ROOT, "%02d", partition);
    String suffix = part == 1 ? "" : "." + part;
    String erased = generation == 1 ? "" : ".e" + generation;
    return TableDirectory.of(table) + "/" + role.word() + "-" + number + suffix + erased + ".avro";
  }

  /** What the sync marker is made of. */
  String identity() {
    return String.join(
        " ",
        collection.value(),
        from.toString(),
        to.toString(),
        table.toString(),
        role.word(),
        Integer.toString(partition),
        Integer.toString(part) + (generation == 1 ? "" : " e" + generation));
  }
}
