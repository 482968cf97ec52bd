package dev.tidemark.acceptance.running;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** The pages that the running {@code start} of a home serves over HTTP. */
public record Pages(Home home) {

  /** The status of the health page: 200 or 503. */
  public int health() {
    return get("/health").statusCode();
  }

  /** A metric's value; empty when there is no such line. */
  public Optional<Double> metric(String line) {
    return get("/metrics")
        .body()
        .lines()
        .filter(each -> each.startsWith(line + " "))
        .map(each -> Double.valueOf(each.substring(line.length() + 1)))
        .findFirst();
  }

  private HttpResponse<String> get(String path) {
    try {
      String address =
          new ObjectMapper()
              .readTree(home.directory().resolve("run/server.json").toFile())
              .path("http")
              .asText();
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
              BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(path, e);
    }
  }
}
