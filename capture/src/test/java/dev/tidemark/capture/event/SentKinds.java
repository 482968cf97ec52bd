package dev.tidemark.capture.event;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log that remembers in which order things were sent to it. */
final class SentKinds implements EventLog {

  private final List<String> kinds = new ArrayList<>();

  List<String> kinds() {
    return List.copyOf(kinds);
  }

  @Override
  public void schema(SchemaRecord schema) {
    kinds.add("schema");
  }

  @Override
  public void append(EncodedEvent event) {
    kinds.add("event");
  }

  @Override
  public void state(TableId table, @Nullable String state) {
    kinds.add("state");
  }

  @Override
  public void source(String source) {
    kinds.add("source");
  }

  @Override
  public void repeat(TableId table, byte[] key) {}

  @Override
  public void seal(Sequence sequence) {}

  @Override
  public Checkpoint commit(Checkpoint checkpoint) {
    return checkpoint;
  }
}
