package dev.tidemark.capture.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ends of a log")
final class DecidedEndsTest {

  private static final TopicPartition ORDERS = new TopicPartition("shop.public.orders", 2);
  private static final TopicPartition TIMELINE = new TopicPartition("shop.timeline", 0);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();

  private Map<TopicPartition, Long> ends(long ordersDecided, IsolationLevel isolation) {
    looks.incrementAndGet();
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    boolean isAll = isolation == IsolationLevel.READ_UNCOMMITTED;
    return Map.of(ORDERS, isAll ? 85 : ordersDecided, TIMELINE, 7L);
  }

  @Test
  void are_decided_at_once_when_no_transaction_is_open() throws InterruptedException {
    new DecidedEnds(isolation -> ends(85, isolation), nanos::get).await();

    assertThat(looks).hasValue(2);
  }

  @Test
  void are_waited_for_while_the_brokers_end_a_transaction() throws InterruptedException {
    new DecidedEnds(isolation -> ends(looks.get() < 2 ? 84 : 85, isolation), nanos::get).await();

    assertThat(looks).hasValue(4);
  }

  @Test
  void are_refused_with_the_place_when_a_transaction_hangs() {
    DecidedEnds ends = new DecidedEnds(isolation -> ends(84, isolation), nanos::get);

    assertThatThrownBy(ends::await)
        .isInstanceOf(HangingTransactionException.class)
        .hasMessage(
            "a transaction hangs in topic shop.public.orders, partition 2: it is decided up to"
                + " offset 84 and ends at 85")
        .extracting(e -> ((HangingTransactionException) e).hint())
        .asString()
        .startsWith(
            "End it with `kafka-transactions.sh abort --topic shop.public.orders --partition 2"
                + " --start-offset 84`; capture then goes on by itself.");
  }
}
