package dev.tidemark.app.metrics;

import dev.tidemark.app.operation.Overview;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Everything that is measured in a server, under names that docs/monitoring.md lists. */
public final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CollectionGauges collections = new CollectionGauges(registry);
  private final JvmGcMetrics collector = new JvmGcMetrics();

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  /**
   * Counts something that the server did by itself.
   *
   * @param operation what, in words
   */
  public void ended(String operation, Ending ending, Duration took) {
    Timer.builder("tidemark.operations")
        .description("What the server did by itself, how it ended and how long it took")
        .tag("operation", operation)
        .tag("result", ending.word())
        .register(registry)
        .record(took);
  }

  /** The page that Prometheus reads. */
  synchronized String page(List<Overview> overviews) {
    collections.update(overviews);
    return registry.scrape();
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }

  /** How an operation ended. */
  public enum Ending {
    DONE,
    /** There was nothing to do. */
    NOTHING,
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
