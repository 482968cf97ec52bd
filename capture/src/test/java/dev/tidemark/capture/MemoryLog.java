package dev.tidemark.capture;

import dev.tidemark.capture.event.EncodedEvent;
import dev.tidemark.capture.event.EventLog;
import dev.tidemark.capture.event.LogHealth;
import dev.tidemark.capture.event.LogLoss;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log that keeps what was committed and loses the rest whenever it is opened anew, as Kafka does.
 * A writer that was shut out by a later one can write no more.
 */
public final class MemoryLog {

  private final Map<TableId, String> states = new TreeMap<>();
  private final List<EncodedEvent> events = new ArrayList<>();
  private final Map<TableId, Long> counts = new TreeMap<>();
  private final List<SchemaRecord> schemas = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private @Nullable String source;
  private @Nullable LogLoss loss;
  private int writers;
  private int commitsUntilFailure = Integer.MAX_VALUE;

  /** What happens right after a writer's first commit, before it hears of it. */
  @FunctionalInterface
  public interface Pause {
    void happen() throws InterruptedException;
  }

  public OpenedLog open() {
    return open(() -> {});
  }

  public synchronized OpenedLog open(Pause pause) {
    Writer writer = new Writer(++writers, pause);
    Optional<Checkpoint> last =
        checkpoints.isEmpty()
            ? Optional.empty()
            : Optional.of(checkpoints.get(checkpoints.size() - 1));
    return new OpenedLog(
        writer,
        last,
        List.copyOf(states.values()),
        Optional.ofNullable(source),
        ends(),
        health,
        this::shutOut);
  }

  private synchronized void shutOut() {
    writers++;
  }

  /** Tells whoever asks that something is lost; null: no longer. */
  public synchronized void lose(@Nullable LogLoss lost) {
    loss = lost;
  }

  private final LogHealth health =
      new LogHealth() {
        @Override
        public Optional<LogLoss> loss() {
          synchronized (MemoryLog.this) {
            return Optional.ofNullable(loss);
          }
        }

        @Override
        public void forgetTimeline() {
          synchronized (MemoryLog.this) {
            checkpoints.clear();
          }
        }
      };

  /** From now on so many commits succeed, and the next one fails, once. */
  public synchronized void failAfter(int commits) {
    commitsUntilFailure = commits;
  }

  public synchronized List<EncodedEvent> events() {
    return List.copyOf(events);
  }

  public synchronized List<SchemaRecord> schemas() {
    return List.copyOf(schemas);
  }

  public synchronized List<Checkpoint> checkpoints() {
    return List.copyOf(checkpoints);
  }

  private OffsetMap ends() {
    TreeMap<TableId, List<Long>> ends = new TreeMap<>();
    counts.forEach((table, count) -> ends.put(table, List.of(count)));
    return new OffsetMap(ends);
  }

  private final class Writer implements EventLog {

    private final int number;
    private final List<EncodedEvent> pending = new ArrayList<>();
    private final List<SchemaRecord> pendingSchemas = new ArrayList<>();
    private final Map<TableId, Optional<String>> pendingStates = new TreeMap<>();

    private @Nullable String pendingSource;
    private final Pause pause;
    private boolean hasCommitted;

    Writer(int number, Pause pause) {
      this.number = number;
      this.pause = pause;
    }

    @Override
    public void schema(SchemaRecord schema) {
      pendingSchemas.add(schema);
    }

    @Override
    public void append(EncodedEvent event) {
      pending.add(event);
    }

    @Override
    public void state(TableId table, @Nullable String state) {
      pendingStates.put(table, Optional.ofNullable(state));
    }

    @Override
    public void source(String source) {
      pendingSource = source;
    }

    @Override
    public void repeat(TableId table, byte[] key) {}

    @Override
    public void seal(Sequence sequence) {}

    @Override
    public Checkpoint commit(Checkpoint checkpoint) {
      Checkpoint written = written(checkpoint);
      if (!hasCommitted) {
        hasCommitted = true;
        try {
          pause.happen();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return written;
    }

    private Checkpoint written(Checkpoint checkpoint) {
      synchronized (MemoryLog.this) {
        if (number != writers) {
          throw new IllegalStateException("writer " + number + " was shut out");
        }
        if (commitsUntilFailure-- == 0) {
          throw new IllegalStateException("the log fails, as it was told to");
        }
        events.addAll(pending);
        pending.forEach(event -> counts.merge(event.table(), 1L, Long::sum));
        schemas.addAll(pendingSchemas);
        pendingStates.forEach(
            (table, state) ->
                state.ifPresentOrElse(text -> states.put(table, text), () -> states.remove(table)));
        source = pendingSource == null ? source : pendingSource;
        pending.clear();
        pendingSchemas.clear();
        pendingStates.clear();
        Checkpoint written =
            new Checkpoint(
                checkpoint.last(),
                checkpoint.entries(),
                ends(),
                checkpoint.resume(),
                checkpoint.time(),
                checkpoint.open(),
                checkpoint.checked(),
                checkpoint.obscured());
        checkpoints.add(CheckpointCodec.decode(CheckpointCodec.encode(written)));
        return written;
      }
    }
  }
}
