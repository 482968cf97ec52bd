package dev.tidemark.archive.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Trying again")
class RetryTest {

  private static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final MemoryStorage memory = new MemoryStorage();
  private final ScriptedStorage script = new ScriptedStorage(memory);
  private final AtomicLong now = new AtomicLong();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final RetryingStorage storage = new RetryingStorage(script, retry(POLICY));

  private Retry retry(RetryPolicy policy) {
    return new Retry(
        policy,
        now::get,
        pause -> {
          pauses.add(pause);
          now.addAndGet(pause.toNanos());
        },
        new Random(3),
        (attempts, pause, failure) -> heard.add(attempts + ": " + failure.getMessage()));
  }

  @Test
  @DisplayName("ends with the first success, and tells of every failure before it")
  void endsWithTheFirstSuccess() {
    script.refuse(2);

    assertThat(storage.putIfAbsent("a", new byte[1])).isTrue();

    assertThat(pauses).hasSize(2);
    assertThat(heard)
        .containsExactly(
            "1: cannot write a in memory: it is busy", "2: cannot write a in memory: it is busy");
  }

  @Test
  @DisplayName(
      "waits at random, at most twice as long each time, and never longer than the longest")
  void fullJitter() {
    Retry retry =
        retry(
            new RetryPolicy(400, Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofSeconds(3)));
    script.refuse(399);

    List<StoredFile> unused = new RetryingStorage(script, retry).list("");

    assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(pauses.get(1)).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(3)) <= 0);
    double mean = pauses.stream().mapToLong(Duration::toMillis).average().orElseThrow();
    assertThat(mean).isBetween(1_350.0, 1_650.0);
  }

  @Test
  @DisplayName("ends after so many attempts, with the kind of failure that it was")
  void limitOfAttempts() {
    script.refuse(5);

    assertThatThrownBy(() -> storage.list("shop/"))
        .isInstanceOf(StorageBusyException.class)
        .hasMessageMatching(
            "cannot list shop/ in memory: it is busy; given up after 5 attempts in \\d s");

    assertThat(pauses).hasSize(4);
  }

  @Test
  @DisplayName("ends when the time is out, however few the attempts were")
  void limitOfTime() {
    Retry retry =
        retry(
            new RetryPolicy(
                1000, Duration.ofSeconds(7), Duration.ofSeconds(2), Duration.ofDays(1)));
    script.refuse(1000);

    assertThatThrownBy(() -> new RetryingStorage(script, retry).list(""))
        .hasMessageEndingWith("in 7 s");

    assertThat(now.get()).isEqualTo(Duration.ofSeconds(7).toNanos());
  }

  @Test
  @DisplayName("is not for what will fail again: it is tried once")
  void lastingFailures() {
    script.fail(new StorageRefusedException("access denied", "Ask.", null));

    assertThatThrownBy(() -> storage.list("")).hasMessage("access denied");

    assertThat(pauses).isEmpty();
  }

  @Test
  @DisplayName("ends at once when the thread is interrupted, which stays marked")
  void interrupted() {
    script.refuse(5);
    Retry retry =
        new Retry(
            POLICY,
            now::get,
            pause -> {
              throw new InterruptedException();
            },
            new Random(3),
            RetryListener.NONE);

    assertThatThrownBy(() -> new RetryingStorage(script, retry).list(""))
        .hasMessage("cannot list memory: it is busy");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(script.calls()).isEqualTo(1);
  }

  @Test
  @DisplayName("finds that a file is its own when the answer to writing it was lost")
  void ownFile() {
    script.loseAnswers(1);

    assertThat(storage.putIfAbsent("a", "mine".getBytes(UTF_8))).isTrue();

    assertThat(memory.content("a")).isEqualTo("mine".getBytes(UTF_8));
  }

  @Test
  @DisplayName("finds that it has lost when another wrote the file while its answers were lost")
  void othersFile() {
    script.fail(new AnswerLostException("lost", "Look.", null));
    script.before(2, () -> memory.replace("a", "theirs".getBytes(UTF_8)));

    assertThat(storage.putIfAbsent("a", "mine".getBytes(UTF_8))).isFalse();

    assertThat(memory.content("a")).isEqualTo("theirs".getBytes(UTF_8));
  }

  @Test
  @DisplayName("loses to a file with the same content, unless an answer was lost")
  void sameContent() {
    memory.replace("a", "same".getBytes(UTF_8));

    assertThat(storage.putIfAbsent("a", "same".getBytes(UTF_8))).isFalse();
  }

  @Test
  @DisplayName("does not guess whose a file was that is deleted before it could look")
  void deletedBeforeItCouldLook() {
    script.loseAnswers(1);
    script.before(3, () -> memory.delete("a"));

    assertThatThrownBy(() -> storage.putIfAbsent("a", "mine".getBytes(UTF_8)))
        .isInstanceOf(AnswerLostException.class)
        .hasMessage(
            "cannot write a in memory: an attempt failed, and the file that was there has been"
                + " deleted since");
  }

  @Test
  @DisplayName(
      "says that a write may have been done, when an answer was lost and then nothing helped")
  void mayHaveBeenDone() {
    script.loseAnswers(1);
    script.refuse(4);

    assertThatThrownBy(() -> storage.putIfAbsent("a", new byte[1]))
        .isInstanceOf(AnswerLostException.class)
        .hasMessageMatching(
            "cannot write a in memory: it is busy; given up after 5 attempts in \\d s; before that"
                + " an answer was lost, so it may have been done");
  }

  @Test
  @DisplayName("commits a file once, though the answer to the commit was lost")
  void commit() {
    try (StorageWriter writer = storage.create("a")) {
      writer.write("all".getBytes(UTF_8), 0, 3);
      script.loseAnswers(3);

      writer.commit();
    }

    assertThat(memory.content("a")).isEqualTo("all".getBytes(UTF_8));
    assertThat(pauses).hasSize(3);
  }

  @Test
  @DisplayName("writes nothing twice and leaves nothing out, wherever a write was refused")
  void write() throws IOException {
    byte[] content = new byte[100_000];
    new Random(5).nextBytes(content);
    try (StorageWriter writer = storage.create("a")) {
      for (int at = 0; at < content.length; at += 1_000) {
        script.refuse(at % 3);
        writer.write(content, at, 1_000);
      }
      writer.commit();
    }

    try (InputStream in = storage.open("a", 0)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }
}
