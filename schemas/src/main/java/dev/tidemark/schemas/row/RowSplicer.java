package dev.tidemark.schemas.row;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the values that a version of a row left unchanged from an older version, which may have
 * been encoded while the table had other columns. Threads may share it.
 */
public final class RowSplicer {

  private static final int[] NONE = {};
  private static final int ABSENT = -1;
  private static final Pattern BOUNDED_TEXT = Pattern.compile("character varying\\((\\d{1,9})\\)");

  private final RowSkipper newer;
  private final RowSkipper older;

  /** For each field of the newer schema, its position in the older one. */
  private final int[] olderPositions;

  private RowSplicer(RowSkipper newer, RowSkipper older, int[] olderPositions) {
    this.newer = newer;
    this.older = older;
    this.olderPositions = olderPositions;
  }

  /**
   * A column is the same in both when its true name is, and its type is one whose values the source
   * need not have written anew.
   */
  public static RowSplicer of(RowSchema newer, RowSchema older) {
    int[] positions =
        newer.fields().stream().mapToInt(field -> position(field, older.fields())).toArray();
    return new RowSplicer(RowSkipper.of(newer.row()), RowSkipper.of(older.row()), positions);
  }

  /**
   * Writes the newer row with what the older one knows.
   *
   * @param unchanged positions in the newer row, ascending
   * @param olderUnchanged positions in the older row that it does not know itself, ascending
   * @return the positions in the row written that are still unknown, ascending
   */
  public int[] splice(
      RowSlice newerRow, int[] unchanged, RowSlice olderRow, int[] olderUnchanged, AvroOutput out) {
    int[] from = newer.bounds(newerRow.array(), newerRow.offset(), newerRow.length());
    int[] olderFrom = older.bounds(olderRow.array(), olderRow.offset(), olderRow.length());
    int[] unknown = new int[unchanged.length];
    int unknowns = 0;
    int copied = newerRow.offset();
    for (int position : unchanged) {
      int source = olderPositions[position];
      if (source == ABSENT || Arrays.binarySearch(olderUnchanged, source) >= 0) {
        unknown[unknowns++] = position;
      } else {
        out.writeRaw(newerRow.array(), copied, from[position] - copied);
        out.writeRaw(
            olderRow.array(), olderFrom[source], olderFrom[source + 1] - olderFrom[source]);
        copied = from[position + 1];
      }
    }
    out.writeRaw(newerRow.array(), copied, from[from.length - 1] - copied);
    return unknowns == 0 ? NONE : Arrays.copyOf(unknown, unknowns);
  }

  private static int position(RowField field, List<RowField> older) {
    for (RowField candidate : older) {
      if (candidate.column().equals(field.column())) {
        return isSame(candidate, field) ? candidate.position() : ABSENT;
      }
    }
    return ABSENT;
  }

  /**
   * A change of type rewrites every value without an event, so an older value says nothing; but a
   * text that may only be longer than before is left as it is.
   */
  private static boolean isSame(RowField older, RowField newer) {
    if (older.kind() != newer.kind()) {
      return false;
    }
    int longest = longestText(older.type());
    return older.type().equals(newer.type())
        || (longest > 0 && longestText(newer.type()) >= longest);
  }

  /** How many characters a type of varying length takes; 0 for any other type. */
  private static int longestText(String type) {
    Matcher bounded = BOUNDED_TEXT.matcher(type);
    if (bounded.matches()) {
      return Integer.parseInt(bounded.group(1));
    }
    return type.equals("text") || type.equals("character varying") ? Integer.MAX_VALUE : 0;
  }
}
