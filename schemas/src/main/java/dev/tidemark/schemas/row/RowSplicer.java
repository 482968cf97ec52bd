package dev.tidemark.schemas.row;

import java.util.Arrays;

/**
 * Fills the values that a version of a row left unchanged from an older version, which may have
 * been encoded while the table had other columns. Threads may share it.
 */
public final class RowSplicer {

  private static final int[] NONE = {};

  private final RowSkipper newer;
  private final RowSkipper older;
  private final FieldSources sources;
  private final int[] olderPositions;

  private RowSplicer(RowSkipper newer, RowSkipper older, FieldSources sources) {
    this.newer = newer;
    this.older = older;
    this.sources = sources;
    this.olderPositions = sources.positions();
  }

  /**
   * A column is the same in both when its number is. One that was added since has its {@link
   * RowField#missing} value.
   *
   * @throws UnadaptableRowsException the older schema is of an earlier table of the same name
   */
  public static RowSplicer of(RowSchema newer, RowSchema older) {
    return new RowSplicer(
        RowSkipper.of(newer.row()), RowSkipper.of(older.row()), FieldSources.of(newer, older));
  }

  /**
   * Finds out whether any field could be filled.
   *
   * @throws UnadaptableRowsException one could not: its values were written anew without events
   */
  public void requireAll() {
    sources.requireAll();
  }

  /**
   * Writes the newer row with what the older one knows.
   *
   * @param unchanged positions in the newer row, ascending
   * @param olderUnchanged positions in the older row that it does not know itself, ascending
   * @return the positions in the row written that are still unknown, ascending
   * @throws UnadaptableRowsException a value's column had other values when the older row was
   *     written
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
      if (source != FieldSources.ABSENT && Arrays.binarySearch(olderUnchanged, source) >= 0) {
        unknown[unknowns++] = position;
        continue;
      }
      out.writeRaw(newerRow.array(), copied, from[position] - copied);
      copied = from[position + 1];
      if (source == FieldSources.ABSENT) {
        byte[] constant = sources.constant(position);
        out.writeRaw(constant, 0, constant.length);
      } else {
        out.writeRaw(
            olderRow.array(), olderFrom[source], olderFrom[source + 1] - olderFrom[source]);
      }
    }
    out.writeRaw(newerRow.array(), copied, from[from.length - 1] - copied);
    return unknowns == 0 ? NONE : Arrays.copyOf(unknown, unknowns);
  }
}
