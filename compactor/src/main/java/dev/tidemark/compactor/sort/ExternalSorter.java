package dev.tidemark.compactor.sort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts any number of records within a memory budget: what does not fit is written to sorted files,
 * which are merged as the result is read. The budget is exceeded only by a single record that is
 * larger than it.
 *
 * <p>Equal records keep the order in which they were added.
 */
public final class ExternalSorter implements AutoCloseable {

  private static final int LARGEST_READ_BUFFER = 256 << 10;
  private static final int SMALLEST_READ_BUFFER = 512;
  private static final int MOST_MERGED_AT_ONCE = 128;

  private final RecordOrder order;
  private final long memory;
  private final Path directory;
  private final String name;
  private final Arena arena;
  private final List<SpillFile> spills = new ArrayList<>();
  private int files;
  private long count;
  private boolean sorted;

  /**
   * @param memory in bytes
   * @param directory exists, and is the caller's to delete
   * @param name tells this sorter's files from another's in the same directory
   */
  public ExternalSorter(RecordOrder order, long memory, Path directory, String name) {
    this.order = order;
    this.memory = memory;
    this.directory = directory;
    this.name = name;
    this.arena = new Arena(memory);
  }

  /** Copies a record in. */
  public void add(byte[] record, int from, int length) {
    if (sorted) {
      throw new IllegalStateException("a sorter takes no record once it is sorted");
    }
    if (!arena.hasRoomFor(length)) {
      spill();
      arena.clear();
    }
    arena.add(record, from, length);
    count++;
  }

  public long count() {
    return count;
  }

  /** Ends the adding. The result lives until the sorter is closed. */
  public SortedRecords sort() {
    if (!sorted) {
      sorted = true;
      if (spills.isEmpty()) {
        arena.sort(order);
      } else {
        spill();
        arena.release();
        reduce();
      }
    }
    return new SortedRecords() {
      @Override
      public RecordCursor open() {
        return spills.isEmpty() ? new ArenaCursor(arena) : merged(spills);
      }

      @Override
      public long count() {
        return count;
      }
    };
  }

  private void spill() {
    if (arena.count() > 0) {
      arena.sort(order);
      SpillFile file = nextFile();
      spills.add(file);
      file.write(new ArenaCursor(arena));
    }
  }

  /** Merges neighbours until so few files are left that one merge can read them in the budget. */
  private void reduce() {
    int width = mergedAtOnce();
    while (spills.size() > width) {
      for (int at = 0; at < spills.size(); at++) {
        mergeNeighbours(at, Math.min(at + width, spills.size()));
      }
    }
  }

  private void mergeNeighbours(int from, int to) {
    List<SpillFile> group = spills.subList(from, to);
    if (group.size() > 1) {
      SpillFile file = nextFile();
      try (RecordCursor merged = merged(group)) {
        file.write(merged);
      }
      group.forEach(SpillFile::delete);
      group.clear();
      spills.add(from, file);
    }
  }

  private int mergedAtOnce() {
    return (int) Math.max(2, Math.min(MOST_MERGED_AT_ONCE, memory / SMALLEST_READ_BUFFER));
  }

  private RecordCursor merged(List<SpillFile> files) {
    int buffer =
        (int) Math.max(SMALLEST_READ_BUFFER, Math.min(LARGEST_READ_BUFFER, memory / files.size()));
    List<RecordCursor> cursors = new ArrayList<>();
    try {
      files.forEach(file -> cursors.add(file.open(buffer)));
    } catch (TemporarySpaceException e) {
      cursors.forEach(RecordCursor::close);
      throw e;
    }
    return new MergeCursor(order, cursors);
  }

  private SpillFile nextFile() {
    return new SpillFile(directory.resolve(name + "-" + files++));
  }

  /** Deletes the files; nothing that came from this sorter may be used any more. */
  @Override
  public void close() {
    arena.release();
    spills.forEach(SpillFile::delete);
    spills.clear();
  }
}
