package dev.tidemark.archive.run;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.util.Locale;

/**
 * What makes a run one of its kind: where it belongs. Its file name and its sync marker follow, so
 * that the same input makes the same bytes again.
 *
 * @param from covers the sequences after this one
 * @param to up to this one
 * @param part counts from 1 the runs of one backup that differ only in the schema of their rows
 */
public record RunName(
    CollectionName collection,
    Sequence from,
    Sequence to,
    TableId table,
    RunRole role,
    int partition,
    int part) {

  public RunName {
    if (partition < 0 || part < 1) {
      throw new IllegalArgumentException("a partition counts from 0 and a part from 1");
    }
  }

  /** {@code public.orders/delta-00.avro}: the path below the backup's directory. */
  public String path() {
    String number = String.format(Locale.ROOT, "%02d", partition);
    String suffix = part == 1 ? "" : "." + part;
    return TableDirectory.of(table) + "/" + role.word() + "-" + number + suffix + ".avro";
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
        Integer.toString(part));
  }
}
