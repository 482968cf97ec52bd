package dev.tidemark.capture.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * The engine's task: hands on what a slot sends, as it came, many messages in one record. Public
 * because the engine makes it by name.
 */
public final class PgOutputTask extends SourceTask {

  /** How long the consumer may have nothing to do; it has clocks to look at. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final Map<String, Object> NO_OFFSET = Map.of();

  private @Nullable WireQueue queue;
  private @Nullable SlotReader reader;

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void start(Map<String, String> properties) {
    StreamSettings settings = StreamSettings.of(properties);
    WireQueue started = new WireQueue(settings.queuedBytes());
    queue = started;
    reader = SlotReader.start(settings, started);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    WireQueue from = queue;
    SlotReader slot = reader;
    if (from == null || slot == null) {
      throw new IllegalStateException("the task was not started");
    }
    WireBatch batch = new WireBatch(from.take(PAUSE), slot::confirm);
    return List.of(new SourceRecord(NO_OFFSET, NO_OFFSET, "wire", null, batch));
  }

  @Override
  public void stop() {
    if (reader != null) {
      reader.close();
    }
  }
}
