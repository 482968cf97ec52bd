package dev.tidemark.compactor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FetchQueueTest {

  private final FetchQueue queue = new FetchQueue(100);

  @Test
  void whatIsBeingReadTakesRoomUntilTheNextIsAskedFor() throws Exception {
    queue.add(fetched(60));
    queue.awaitRoom();
    queue.add(fetched(60));
    Waiter waiter = new Waiter();

    waiter.awaitWaiting();
    assertThat(queue.take()).isEqualTo(fetched(60));
    waiter.awaitWaiting();
    assertThat(waiter.hasRoom).isNotDone();
    assertThat(queue.take()).isEqualTo(fetched(60));
    waiter.hasRoom.get();
  }

  @Test
  void whoWaitsForRoomIsLetGoWhenNobodyReadsAnyMore() throws Exception {
    queue.add(fetched(1000));
    Waiter waiter = new Waiter();
    waiter.awaitWaiting();

    queue.close();

    waiter.hasRoom.get();
    assertThat(queue.isClosed()).isTrue();
  }

  @Test
  void itsEndComesBehindWhatWasAdded() throws Exception {
    queue.add(fetched(1));
    queue.end(null);

    assertThat(queue.take()).isEqualTo(fetched(1));
    assertThat(queue.take()).isNull();
  }

  private static Fetched fetched(long bytes) {
    return new Fetched(ConsumerRecords.empty(), bytes);
  }

  /** Waits for room in a thread of its own. */
  private final class Waiter {

    private final CompletableFuture<Void> hasRoom = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "waiter");

    Waiter() {
      thread.setDaemon(true);
      thread.start();
    }

    private void run() {
      try {
        queue.awaitRoom();
        hasRoom.complete(null);
      } catch (InterruptedException e) {
        hasRoom.completeExceptionally(e);
      }
    }

    void awaitWaiting() {
      while (thread.getState() != Thread.State.WAITING && !hasRoom.isDone()) {
        Thread.onSpinWait();
      }
    }
  }
}
