package dev.tidemark.archive.erasure;

import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** It cannot be erased. The backups are as they were. */
public final class ErasureException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private ErasureException(String message, String hint) {
    super(message, hint);
  }

  static ErasureException nothing(CollectionName collection) {
    return new ErasureException(
        collection + " has no backup to erase from", "Take a full backup first.");
  }

  static ErasureException damaged(Damage damage) {
    return new ErasureException(
        "nothing is erased while backups are damaged: " + damage.message(), damage.hint());
  }

  /** What is still there would come back with the next backup. */
  static ErasureException alive(SortedMap<TableId, Long> rows, BackupId newest) {
    return new ErasureException(
        rows.entrySet().stream().map(ErasureException::words).collect(Collectors.joining(", "))
            + " that would be erased "
            + (rows.values().stream().mapToLong(Long::longValue).sum() == 1 ? "is" : "are")
            + " there still, at the end of "
            + newest,
        "Delete in the source first what is to be erased, then erase it here: it would come back"
            + " with the next backup.");
  }

  private static String words(Map.Entry<TableId, Long> table) {
    return table.getValue() + (table.getValue() == 1 ? " row of " : " rows of ") + table.getKey();
  }

  static ErasureException unknownTable(TableId table, BackupId newest) {
    return new ErasureException(
        "table " + table + " is not known at the end of " + newest + ": it has to be read again",
        "Wait until it is, which `show` tells, and erase then.");
  }

  static ErasureException unknownEnd(BackupId newest) {
    return new ErasureException(
        "what is there at the end of "
            + newest
            + " cannot be told: the history has a gap before it",
        "Take a new full backup, and erase then.");
  }

  static ErasureException tooMany(long keys, long bytes) {
    return new ErasureException(
        "the conditions match rows of more than "
            + keys
            + " keys, or of keys of more than "
            + bytes
            + " bytes together",
        "Erase in parts: with conditions that match less each.");
  }
}
