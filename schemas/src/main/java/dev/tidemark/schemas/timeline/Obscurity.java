package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That it is not known what a table was after a sequence.
 *
 * @param after the last sequence at which all was well; {@link Sequence#NONE} for a table that was
 *     never known
 * @param readFrom the transaction with which its reading began; null while it has not
 * @param reason for people: what happened
 */
public record Obscurity(TableId table, Sequence after, @Nullable Sequence readFrom, String reason) {

  /** The transaction with which its reading began. */
  public Optional<Sequence> reading() {
    return Optional.ofNullable(readFrom);
  }

  /**
   * @param sequence null: it has not begun
   */
  public Obscurity withReading(@Nullable Sequence sequence) {
    return new Obscurity(table, after, sequence, reason);
  }
}
