package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps what was committed, as text; forgets the rest in a crash. */
final class FakeSink implements ChangeSink {

  private final List<String> durable = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final List<String> pending = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private final List<TableId> missed = new ArrayList<>();
  private final List<TableId> forgotten = new ArrayList<>();
  private final Map<TableShape, TableDefinition> used = new HashMap<>();
  private final Map<TableId, TableState> kept = new TreeMap<>();
  private final Map<TableId, Optional<TableState>> pendingKept = new TreeMap<>();

  void crash() {
    pending.clear();
    pendingKept.clear();
  }

  List<String> durable() {
    return durable;
  }

  List<String> repeated() {
    return repeated;
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  Checkpoint last() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  @Override
  public void use(TableShape shape, TableDefinition definition) {
    used.put(shape, definition);
  }

  @Override
  public void keep(TableState state) {
    pendingKept.put(state.table(), Optional.of(state));
  }

  @Override
  public void miss(TableId table) {
    pendingKept.put(table, Optional.empty());
    missed.add(table);
  }

  /** The tables of which was kept that they are missing. */
  List<TableId> missed() {
    return List.copyOf(missed);
  }

  /** The tables of which nothing is kept any more. */
  List<TableId> forgotten() {
    return List.copyOf(forgotten);
  }

  @Override
  public void forget(TableId table) {
    forgotten.add(table);
    pendingKept.put(table, Optional.empty());
  }

  /** What the next start finds. */
  List<TableState> kept() {
    return List.copyOf(kept.values());
  }

  /** A row is moved when its first value is another. */
  @Override
  public List<RowChange> parts(RowChange update) {
    if (String.valueOf(update.before()[0]).equals(update.after()[0])) {
      return List.of(update);
    }
    TableShape shape = update.shape();
    return List.of(
        new RowChange(shape, Operation.DELETE, update.before(), null, null),
        new RowChange(shape, Operation.CREATE, null, update.after(), update.before()));
  }

  @Override
  public long write(ChangeId id, Origin origin, RowChange change) {
    if (!used.containsKey(change.shape())) {
      throw new IllegalStateException("nobody said how rows of " + change.shape() + " are written");
    }
    pending.add(text(id, origin, change));
    return 100;
  }

  @Override
  public long read(ChangeId id, Origin origin, TableShape shape, byte[] line) {
    String[] values = new String(line, StandardCharsets.UTF_8).strip().split("\t", -1);
    return write(id, origin, new RowChange(shape, Operation.READ, null, values, null));
  }

  static String text(ChangeId id, Origin origin, RowChange change) {
    return id
        + " "
        + origin.transaction()
        + " "
        + change.shape().table()
        + " "
        + change.operation()
        + " "
        + (change.after() == null ? "" : String.join(",", change.after()));
  }

  @Override
  public void repeat(RowChange change) {
    repeated.add(String.join(",", change.after()));
  }

  @Override
  public void seal(Sequence sequence) {}

  @Override
  public Checkpoint commit(Checkpoint checkpoint) {
    durable.addAll(pending);
    pending.clear();
    pendingKept.forEach(
        (table, state) ->
            state.ifPresentOrElse(each -> kept.put(table, each), () -> kept.remove(table)));
    pendingKept.clear();
    checkpoints.add(checkpoint);
    return checkpoint;
  }
}
