package dev.tidemark.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.catalog.Lsn;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The queue of messages")
final class WireQueueTest {

  private static final Duration NOW = Duration.ZERO;
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final WireQueue queue = new WireQueue(1000);

  private static WireMessage message(int bytes) {
    return new WireMessage(new Lsn(bytes), ByteBuffer.allocate(bytes), null);
  }

  @Test
  void gives_out_all_that_waits_in_order_and_nothing_when_nothing_does()
      throws InterruptedException {
    queue.offer(List.of(message(1), message(2)), NOW);
    queue.offer(List.of(message(3)), NOW);

    assertThat(queue.take(NOW))
        .extracting(each -> each.bytes().capacity())
        .containsExactly(1, 2, 3);
    assertThat(queue.take(NOW)).isEmpty();
  }

  @Test
  void takes_no_more_than_its_bytes_until_some_are_taken_out() throws InterruptedException {
    assertThat(queue.offer(List.of(message(900)), NOW)).isTrue();
    assertThat(queue.offer(List.of(message(1)), NOW)).isFalse();

    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return queue.offer(List.of(message(1)), PATIENT);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(queue.take(NOW)).hasSize(1);

    assertThat(waiting.join()).isTrue();
    assertThat(queue.take(NOW)).hasSize(1);
  }

  @Test
  void takes_a_message_larger_than_itself_when_it_is_empty() throws InterruptedException {
    assertThat(queue.offer(List.of(message(5000)), NOW)).isTrue();
  }

  @Test
  void gives_out_what_waits_before_it_tells_why_no_more_comes() throws InterruptedException {
    queue.offer(List.of(message(1)), NOW);
    queue.fail(new IllegalArgumentException("cut"));

    assertThat(queue.take(PATIENT)).hasSize(1);
    assertThatThrownBy(() -> queue.take(PATIENT))
        .hasMessage("the change stream ended")
        .hasRootCauseMessage("cut");
  }
}
