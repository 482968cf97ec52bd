package dev.tidemark.capture.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine where to begin, and remembers in memory what it may confirm to the slot. Where
 * capture stands is on the timeline, and nowhere else. Public because the engine makes it by name.
 *
 * <p>The engine is told a place in the log and nothing of what it had done there. Then it neither
 * searches for its place nor filters what it believes to have seen, which loses rows of a COPY: the
 * server itself sends exactly what was committed from that place on.
 */
public final class ResumeOffsets implements OffsetBackingStore {

  /** The place to begin, as a number. */
  static final String RESUME_LSN = "tidemark.resume.lsn";

  private final Map<ByteBuffer, ByteBuffer> stored = new ConcurrentHashMap<>();
  private ByteBuffer first = ByteBuffer.allocate(0);

  @Override
  public void configure(WorkerConfig config) {
    long lsn = Long.parseLong(config.originalsStrings().getOrDefault(RESUME_LSN, ""));
    first = ByteBuffer.wrap(("{\"lsn\":" + lsn + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
    Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
    keys.forEach(key -> found.put(key, stored.getOrDefault(key, first).duplicate()));
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public Future<Void> set(
      Map<ByteBuffer, ByteBuffer> values, @Nullable Callback<@Nullable Void> callback) {
    stored.putAll(values);
    if (callback != null) {
      callback.onCompletion(null, null);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connectorName) {
    return Set.of();
  }
}
