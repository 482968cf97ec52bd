package dev.tidemark.acceptance.servers;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether a Docker engine answers here. One ping over its socket: Testcontainers' own search takes
 * seconds and reports at length where there is none.
 */
final class DockerEngine {

  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final int PATIENCE_SECONDS = 2;

  private DockerEngine() {}

  static boolean answers() {
    Map<String, String> environment = System.getenv();
    if (environment.containsKey("DOCKER_HOST")) {
      return true;
    }
    return Files.exists(SOCKET) && pings();
  }

  private static boolean pings() {
    CompletableFuture<Boolean> ping = CompletableFuture.supplyAsync(DockerEngine::ping);
    try {
      return ping.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean ping() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(SOCKET));
      String request = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(12);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {
        // An answer may come in pieces.
      }
      return new String(answer.array(), StandardCharsets.US_ASCII).endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
