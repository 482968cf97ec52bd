package dev.tidemark.restorer.load;

import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.RowSum;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A destination that remembers what it was given, and goes wrong as told. */
final class FakeDestination implements Destination {

  static final LoadProgress SILENT =
      new LoadProgress() {
        @Override
        public void rows(long rows) {}

        @Override
        public void tableDone() {}
      };

  private final Set<String> finished = ConcurrentHashMap.newKeySet();
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final Set<String> losing = new HashSet<>();
  private final Set<String> changing = new HashSet<>();
  private final Set<String> waiting = new HashSet<>();
  private final Map<String, String> failing = new ConcurrentHashMap<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);

  void losesARow(String table) {
    losing.add(table);
  }

  void changesARow(String table) {
    changing.add(table);
  }

  /** It does not end before it is cancelled. */
  void waits(String table) {
    waiting.add(table);
  }

  void fails(String table, String message) {
    failing.put(table, message);
  }

  Set<String> finished() {
    return finished;
  }

  Set<String> open() {
    return open;
  }

  @Override
  public void validate() {}

  @Override
  public void prepare() {}

  @Override
  public TableDestination open(RestoredTable table, long toAddUp) {
    return new FakeTable(table.name().toString());
  }

  @Override
  public void cancel() {
    cancelled.countDown();
  }

  @Override
  public void rehearse() {}

  @Override
  public Published publish(Completion completion) {
    return new Published(List.of(), List.of());
  }

  @Override
  public void close() {}

  private final class FakeTable implements TableDestination {

    private final String name;
    private final RowSum sum = new RowSum();

    FakeTable(String name) {
      this.name = name;
      open.add(name);
    }

    @Override
    public void row(byte[] bytes, int offset, int length) {
      sum.add(bytes, offset, length);
      if (failing.containsKey(name)) {
        throw new IllegalStateException(failing.get(name));
      }
      if (waiting.contains(name)) {
        waitForCancel();
      }
    }

    private void waitForCancel() {
      try {
        cancelled.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public long endRows() {
      return sum.checksum().rows() - (losing.contains(name) ? 1 : 0);
    }

    @Override
    public void finish() {
      finished.add(name);
    }

    @Override
    public Checksum finishAndAddUp() {
      finish();
      Checksum read = sum.checksum();
      return changing.contains(name) ? new Checksum(read.rows(), read.sum() ^ 1) : read;
    }

    @Override
    public void close() {
      open.remove(name);
    }
  }
}
