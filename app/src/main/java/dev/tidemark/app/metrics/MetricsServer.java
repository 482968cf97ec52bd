package dev.tidemark.app.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidemark.app.operation.Overview;
import dev.tidemark.app.output.Json;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics} and {@code /health}. Both look at the collections when they are asked; an
 * answer is kept for a moment, however many ask.
 */
public final class MetricsServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2, MetricsServer::thread);
  private final Metrics metrics;
  private final Recent<List<Overview>> overviews;

  private MetricsServer(HttpServer server, Metrics metrics, Supplier<List<Overview>> overviews) {
    this.server = server;
    this.metrics = metrics;
    this.overviews = new Recent<>(overviews, System::nanoTime);
  }

  /**
   * @param address a port of 0 means any that is free
   * @throws HttpAddressException it cannot be served there
   */
  public static MetricsServer start(
      InetSocketAddress address, Metrics metrics, Supplier<List<Overview>> overviews) {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new HttpAddressException(address, e);
    }
    MetricsServer pages = new MetricsServer(server, metrics, overviews);
    server.createContext("/metrics", exchange -> pages.answer(exchange, pages::metrics));
    server.createContext("/health", exchange -> pages.answer(exchange, pages::health));
    server.setExecutor(pages.threads);
    server.start();
    return pages;
  }

  /** Where it is served, with the port that was free. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private Page metrics() {
    return new Page(200, TEXT, metrics.page(overviews.get()));
  }

  private Page health() {
    Health health = new Health(overviews.get());
    return new Page(health.isWell() ? 200 : 503, JSON, Json.text(health.document()) + "\n");
  }

  private void answer(HttpExchange exchange, Supplier<Page> page) throws IOException {
    try (exchange) {
      Page answer =
          exchange.getRequestMethod().equals("GET")
              ? found(page)
              : new Page(405, TEXT, "only GET\n");
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Page found(Supplier<Page> page) {
    try {
      return page.get();
    } catch (ProblemException e) {
      return new Page(503, TEXT, e.getMessage() + "\n" + e.hint() + "\n");
    } catch (RuntimeException e) {
      LOG.error("a page of the metrics", e);
      return new Page(500, TEXT, "an error, which the log of the server has\n");
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "metrics");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Page(int status, String type, String body) {}
}
