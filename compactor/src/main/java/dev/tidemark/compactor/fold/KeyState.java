package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;

/**
 * What a batch knows of one key, version by version from the oldest to the newest. A version that
 * cannot follow the one before it stops the backup.
 */
public final class KeyState {

  private enum Life {
    /** Nothing in the batch yet: as it was when the batch began. */
    UNKNOWN,
    LIVE,
    DEAD
  }

  private final Lanes lanes;
  private final BatchSchemas schemas;
  private final Truncates truncates;
  private final Readings readings;

  private Life life = Life.UNKNOWN;
  private boolean hasRow;
  private long sequence;
  private long order;
  private int schema;
  private int[] unchanged = {};
  private AvroOutput row = new AvroOutput();
  private AvroOutput spare = new AvroOutput();

  public KeyState(Lanes lanes, BatchSchemas schemas, Truncates truncates, Readings readings) {
    this.lanes = lanes;
    this.schemas = schemas;
    this.truncates = truncates;
    this.readings = readings;
  }

  /** Forgets the key before. */
  public void begin() {
    life = Life.UNKNOWN;
    hasRow = false;
    sequence = 0;
    order = 0;
  }

  /**
   * Takes the next version of the key. A moved row counts with what it left unchanged still open.
   */
  public void apply(VersionCursor version) {
    truncateBefore(version);
    switch (version.kind()) {
      case CREATED -> create(version, version.row(), version.unchanged());
      case MOVED -> create(version, version.row(), version.unchanged());
      case UPDATED -> update(version);
      case DELETED -> delete(version);
    }
    sequence = version.sequence();
    order = version.order();
  }

  /** Takes the next version of the key, a moved row, with all its values. */
  public void applyMoved(VersionCursor version, RowSlice filled) {
    truncateBefore(version);
    create(version, filled, new int[0]);
    sequence = version.sequence();
    order = version.order();
  }

  private void truncateBefore(VersionCursor version) {
    if (truncates.between(
        lanes.table(version.lane()), sequence, order, version.sequence(), version.order())) {
      life = Life.DEAD;
      hasRow = false;
    }
  }

  private void create(VersionCursor version, RowSlice values, int[] open) {
    if (life == Life.LIVE && !isBeingRead(version)) {
      throw contradiction(version, "inserts a row that is there already");
    }
    if (open.length > 0 && version.kind() != VersionKind.MOVED) {
      throw contradiction(version, "inserts a row without all of its values");
    }
    keep(values, version.schema(), open);
  }

  private void update(VersionCursor version) {
    if (life == Life.DEAD && !isBeingRead(version)) {
      throw contradiction(version, "updates a row that is not there");
    }
    if (life == Life.LIVE) {
      fill(version);
    } else {
      keep(version.row(), version.schema(), version.unchanged());
    }
  }

  private void fill(VersionCursor version) {
    if (version.unchanged().length == 0) {
      keep(version.row(), version.schema(), version.unchanged());
      return;
    }
    spare.reset();
    int[] open =
        schemas
            .splicer(version.schema(), schema)
            .splice(version.row(), version.unchanged(), row(), unchanged, spare);
    AvroOutput filled = spare;
    spare = row;
    row = filled;
    schema = version.schema();
    unchanged = open;
  }

  private void delete(VersionCursor version) {
    if (life == Life.DEAD && !isBeingRead(version)) {
      throw contradiction(version, "deletes a row that is not there");
    }
    life = Life.DEAD;
  }

  /** Rows of the reading and changes of the same rows may then come in any order. */
  private boolean isBeingRead(VersionCursor version) {
    return readings.contain(lanes.table(version.lane()), version.sequence());
  }

  private void keep(RowSlice values, int valuesSchema, int[] open) {
    row.reset();
    row.writeRaw(values.array(), values.offset(), values.length());
    schema = valuesSchema;
    unchanged = open;
    life = Life.LIVE;
    hasRow = true;
  }

  public boolean isLive() {
    return life == Life.LIVE;
  }

  /** Whether the batch has the row, or had it until it was deleted; else only its start knows. */
  public boolean hasRow() {
    return hasRow;
  }

  /** The newest row, filled as far as the batch knows it; kept when the row is deleted. */
  public RowSlice row() {
    return RowSlice.of(row);
  }

  public int schema() {
    return schema;
  }

  /** Positions in {@link #row()} that the batch does not know. */
  public int[] unchanged() {
    return unchanged;
  }

  private InconsistentLogException contradiction(VersionCursor version, String what) {
    return InconsistentLogException.ofChange(
        lanes.table(version.lane()), version.sequence(), version.order(), what);
  }
}
