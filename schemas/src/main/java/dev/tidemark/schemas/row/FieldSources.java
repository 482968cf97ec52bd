package dev.tidemark.schemas.row;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a row are in rows of an older schema of the same table, by the numbers of
 * their columns: in a field, in a constant, or nowhere.
 */
final class FieldSources {

  /** In place of a position: the older row has no such field. */
  static final int ABSENT = -1;

  private final RowSchema newer;
  private final RowSchema older;
  private final int[] positions;
  private final byte[] @Nullable [] constants;

  private FieldSources(RowSchema newer, RowSchema older) {
    this.newer = newer;
    this.older = older;
    int fields = newer.fields().size();
    this.positions = new int[fields];
    this.constants = new byte[fields] @Nullable [];
  }

  /**
   * @throws UnadaptableRowsException the older schema is of an earlier table of the same name
   */
  static FieldSources of(RowSchema newer, RowSchema older) {
    if (newer.relation() != older.relation()) {
      throw UnadaptableRowsException.ofRelation(newer, older);
    }
    FieldSources sources = new FieldSources(newer, older);
    sources.find();
    return sources;
  }

  private void find() {
    Map<Integer, RowField> byNumber = new HashMap<>();
    older.fields().forEach(field -> byNumber.put(field.number(), field));
    for (RowField field : newer.fields()) {
      RowField before = byNumber.get(field.number());
      int at = field.position();
      positions[at] = before == null ? ABSENT : before.position();
      if (before == null && field.number() > older.lastNumber()) {
        constants[at] = RowEncoder.encodeField(newer, field, field.missing());
      } else if (before != null && !field.columnType().holdsValuesOf(before.columnType())) {
        positions[at] = ABSENT;
      }
    }
  }

  /** For each field its position in the older row, or {@link #ABSENT}. */
  int[] positions() {
    return positions;
  }

  /**
   * The bytes of a field that no older row has.
   *
   * @throws UnadaptableRowsException what the value would be is not known
   */
  byte[] constant(int position) {
    byte[] constant = constants[position];
    if (constant == null) {
      throw unknown(newer.fields().get(position));
    }
    return constant;
  }

  /**
   * @throws UnadaptableRowsException some field's value is not known
   */
  void requireAll() {
    for (int at = 0; at < positions.length; at++) {
      if (positions[at] == ABSENT) {
        constant(at);
      }
    }
  }

  private UnadaptableRowsException unknown(RowField field) {
    for (RowField before : older.fields()) {
      if (before.number() == field.number()) {
        return UnadaptableRowsException.ofColumn(
            newer.table(), field, "its type was " + before.type() + " and is " + field.type());
      }
    }
    return UnadaptableRowsException.ofColumn(
        newer.table(),
        field,
        "it is older than those rows, and they hold no value of it, as of a generated column");
  }
}
