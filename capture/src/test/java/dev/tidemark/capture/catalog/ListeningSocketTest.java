package dev.tidemark.capture.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A socket that can be listened to")
final class ListeningSocketTest {

  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  private ServerSocket server;
  private ListeningSocket socket;
  private Socket other;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket = new ListeningSocket();
    socket.connect(server.getLocalSocketAddress());
    other = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    other.close();
    socket.close();
    server.close();
  }

  private void send(String text) throws IOException {
    other.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** Waits on a thread of its own; returns once it does. */
  private CompletableFuture<Boolean> waiting() {
    CompletableFuture<Boolean> heard = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                heard.complete(socket.awaitArrival(LONG));
              } catch (IOException e) {
                heard.completeExceptionally(e);
              }
            });
    thread.start();
    while (!isReading(thread)) {
      Thread.onSpinWait();
    }
    return heard;
  }

  private static boolean isReading(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("awaitNext"));
  }

  @Test
  void says_when_nothing_has_come_in_a_time_and_not_before() throws IOException {
    long begin = System.nanoTime();
    assertThat(socket.awaitArrival(Duration.ofMillis(30))).isFalse();
    assertThat(System.nanoTime() - begin).isGreaterThan(29_000_000);
    assertThat(socket.awaitArrival(Duration.ZERO)).isFalse();
  }

  @Test
  void hears_what_comes_while_it_waits() throws IOException {
    CompletableFuture<Boolean> heard = waiting();
    send("x");

    assertThat(heard.join()).isTrue();
  }

  @Test
  void takes_nothing_from_who_reads() throws IOException {
    InputStream in = socket.getInputStream();
    send("abcdef");
    assertThat(socket.awaitArrival(LONG)).isTrue();
    assertThat(socket.awaitArrival(LONG)).isTrue();

    assertThat(in.read(new byte[0])).isZero();
    assertThat(in.read()).isEqualTo('a');
    assertThat(socket.awaitArrival(LONG)).isTrue();
    assertThat(in.skip(1)).isEqualTo(1);
    assertThat(socket.awaitArrival(LONG)).isTrue();
    assertThat(new String(in.readNBytes(3), UTF_8)).isEqualTo("cde");
    assertThat(in.read()).isEqualTo('f');
    assertThat(socket.awaitArrival(MOMENT)).isFalse();
    assertThat(in.available()).isZero();
  }

  @Test
  void does_not_wait_for_more_than_the_byte_that_it_has() throws IOException {
    InputStream in = socket.getInputStream();
    send("a");
    assertThat(socket.awaitArrival(LONG)).isTrue();
    assertThat(in.available()).isEqualTo(1);

    byte[] read = new byte[10];
    assertThat(in.read(read, 4, 6)).isEqualTo(1);
    assertThat(read[4]).isEqualTo((byte) 'a');
  }

  @Test
  void keeps_the_time_limit_that_it_has_for_who_reads() throws IOException {
    socket.setSoTimeout(3);

    assertThat(socket.awaitArrival(MOMENT)).isFalse();

    assertThat(socket.getSoTimeout()).isEqualTo(3);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void says_that_the_other_side_has_closed_it_once_all_is_read() throws IOException {
    send("a");
    other.close();

    assertThat(socket.awaitArrival(LONG)).isTrue();
    assertThat(socket.getInputStream().read()).isEqualTo('a');
    assertThatThrownBy(() -> socket.awaitArrival(LONG))
        .isInstanceOf(EOFException.class)
        .hasMessage("the other side has closed the connection");
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void says_that_the_other_side_closes_it_while_it_waits() throws IOException {
    CompletableFuture<Boolean> heard = waiting();
    other.close();

    assertThatThrownBy(heard::join).hasCauseInstanceOf(EOFException.class);
  }

  @Test
  void waits_no_longer_once_it_is_closed() throws IOException {
    CompletableFuture<Boolean> heard = waiting();
    socket.close();

    assertThatThrownBy(heard::join).hasCauseInstanceOf(SocketException.class);
    assertThatThrownBy(() -> socket.awaitArrival(LONG)).isInstanceOf(SocketException.class);
  }
}
