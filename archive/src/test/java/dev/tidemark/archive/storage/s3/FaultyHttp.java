package dev.tidemark.archive.storage.s3;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A transport on which requests go wrong as a test says, each time once. */
final class FaultyHttp implements SdkHttpClient {

  private final SdkHttpClient real = Clients.http();
  private final List<Rule> rules = new ArrayList<>();
  private final List<SdkHttpRequest> requests = new CopyOnWriteArrayList<>();
  private final List<HttpExecuteRequest> executed = new CopyOnWriteArrayList<>();

  /** What becomes of a request. */
  interface Fault {
    HttpExecuteResponse meet(ExecutableHttpRequest request) throws IOException;
  }

  private record Rule(Predicate<SdkHttpRequest> which, Fault fault) {}

  /** The next such request meets this. */
  synchronized FaultyHttp once(Predicate<SdkHttpRequest> which, Fault fault) {
    rules.add(new Rule(which, fault));
    return this;
  }

  /** All that were sent. */
  List<SdkHttpRequest> requests() {
    return requests;
  }

  /** What stood in those requests. */
  List<String> bodies(Predicate<SdkHttpRequest> which) {
    return executed.stream()
        .filter(request -> which.test(request.httpRequest()))
        .map(FaultyHttp::body)
        .toList();
  }

  private static String body(HttpExecuteRequest request) {
    try (InputStream in = request.contentStreamProvider().orElseThrow().newStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Fault lostAnswer() {
    return request -> {
      Optional<AbortableInputStream> body = request.call().responseBody();
      if (body.isPresent()) {
        byte[] unused = body.get().readAllBytes();
      }
      throw new IOException("connection reset");
    };
  }

  static Fault brokenAfter(int bytes) {
    return request -> {
      HttpExecuteResponse response = request.call();
      AbortableInputStream body = response.responseBody().orElseThrow();
      return HttpExecuteResponse.builder()
          .response(response.httpResponse())
          .responseBody(AbortableInputStream.create(new Breaking(body, bytes), body))
          .build();
    };
  }

  static Fault answer(int status, String code, Map<String, String> headers) {
    String xml =
        code.startsWith("<")
            ? code
            : "<Error><Code>" + code + "</Code><Message>so it says</Message></Error>";
    byte[] body = xml.getBytes(StandardCharsets.UTF_8);
    return request -> {
      SdkHttpFullResponse.Builder response =
          SdkHttpFullResponse.builder()
              .statusCode(status)
              .putHeader("Content-Length", Integer.toString(body.length))
              .putHeader("Content-Type", "application/xml");
      headers.forEach(response::putHeader);
      return HttpExecuteResponse.builder()
          .response(response.build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
          .build();
    };
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    requests.add(request.httpRequest());
    executed.add(request);
    ExecutableHttpRequest prepared = real.prepareRequest(request);
    Fault fault = take(request.httpRequest());
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return fault.meet(prepared);
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  private synchronized Fault take(SdkHttpRequest request) {
    for (Rule rule : rules) {
      if (rule.which().test(request)) {
        rules.remove(rule);
        return rule.fault();
      }
    }
    return ExecutableHttpRequest::call;
  }

  @Override
  public void close() {
    real.close();
  }

  private static final class Breaking extends FilterInputStream {

    private int left;

    Breaking(InputStream in, int left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        throw new IOException("connection reset");
      }
      int count = super.read(bytes, offset, Math.min(length, left));
      left -= count;
      return count;
    }
  }
}
