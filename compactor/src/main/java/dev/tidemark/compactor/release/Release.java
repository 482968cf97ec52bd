package dev.tidemark.compactor.release;

import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.schemas.change.TableId;
import java.util.List;

/** What of a collection's topics is given up. */
public sealed interface Release {

  /**
   * Everything below the end of a backup.
   *
   * @param backup that has it
   * @param parts where something is left to give up; may be empty
   */
  record UpTo(BackupId backup, List<Part> parts) implements Release {
    public UpTo {
      parts = List.copyOf(parts);
    }

    /** How many offsets are given up: records, and marks of transactions. */
    public long offsets() {
      return parts.stream().mapToLong(part -> part.to() - part.from()).sum();
    }
  }

  /**
   * Nothing.
   *
   * @param reason for people
   */
  record Nothing(String reason) implements Release {}

  /**
   * Of one partition.
   *
   * @param from its first offset now
   * @param to its first offset then
   */
  record Part(TableId table, int partition, long from, long to) {}
}
