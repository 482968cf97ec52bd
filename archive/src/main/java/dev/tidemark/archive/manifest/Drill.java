package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a drill: a restore of everything to a place where nobody sees it, and back.
 *
 * @param began by the clock of whoever did it
 * @param ended by the same clock
 * @param sequence what was restored; {@link Sequence#NONE} when it did not come so far
 * @param into where to, {@code files} or {@code database}
 * @param problem why the backups cannot be relied on, or could not be tried; empty when they can
 * @param source how what was restored compares with the source
 * @param sourceNote more of that, for people
 * @param tables what was restored and verified
 */
public record Drill(
    Instant began,
    Instant ended,
    Sequence sequence,
    String into,
    Optional<String> problem,
    SourceCheck source,
    Optional<String> sourceNote,
    List<DrilledTable> tables) {

  /** How what was restored compares with the source at the same sequence. */
  public enum SourceCheck {
    SAME("same"),
    DIFFERENT("different"),
    NOT_COMPARED("not compared");

    private final String word;

    SourceCheck(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    static SourceCheck of(String word) {
      for (SourceCheck check : values()) {
        if (check.word.equals(word)) {
          return check;
        }
      }
      throw new IllegalArgumentException("'" + word + "' is no result of a comparison");
    }
  }

  /**
   * A table that was restored and verified.
   *
   * @param checksum of its rows, as a report of a restore has it
   */
  public record DrilledTable(TableId table, long rows, String checksum) {}

  public Drill {
    tables = List.copyOf(tables);
  }

  public boolean isPassed() {
    return problem.isEmpty();
  }

  /** Over all tables. */
  public long rows() {
    return tables.stream().mapToLong(DrilledTable::rows).sum();
  }
}
