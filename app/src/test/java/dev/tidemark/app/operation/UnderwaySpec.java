package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.app.home.BusyException;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.OperationException;
import dev.tidemark.app.home.OperationId;
import dev.tidemark.app.home.OperationState;
import dev.tidemark.app.home.OperationStatus;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnderwaySpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final Instant NOW = Instant.parse("2026-11-22T07:15:00.042Z");
  private static final OperationId ID = new OperationId("20261122071500042-shop");

  @TempDir private Path directory;
  private Home home;
  private Operations operations;

  @BeforeEach
  void given_a_home() {
    home = new Home(directory);
    operations = new Operations(home);
  }

  @Test
  void an_operation_is_seen_while_it_lasts_and_what_came_of_it_afterwards() {
    String outcome =
        run(
            heard -> {
              heard.progress("load", 3, 12);
              OperationStatus running = operations.get(ID);
              assertThat(running.state()).isEqualTo(OperationState.RUNNING);
              assertThat(running.step()).isEqualTo("load");
              assertThat(running.percentage()).hasValue(25);
              assertThat(running.startedBy()).isEqualTo(System.getProperty("user.name"));
              assertThat(running.pid()).isEqualTo(ProcessHandle.current().pid());
              return "three rows";
            });

    assertThat(outcome).isEqualTo("three rows");
    OperationStatus done = operations.get(ID);
    assertThat(done.state()).isEqualTo(OperationState.DONE);
    assertThat(done.result()).isEqualTo("result: three rows");
    assertThat(done.percentage()).hasValue(100);
    assertThat(done.ended()).isEqualTo("2026-11-22T07:15:00.042Z");
    assertThat(operations.of(SHOP)).containsExactly(done);
  }

  @Test
  void an_operation_that_fails_says_why() {
    assertThatThrownBy(
            () ->
                run(
                    heard -> {
                      throw new Broken("the disk is full");
                    }))
        .hasMessage("the disk is full");

    OperationStatus failed = operations.get(ID);
    assertThat(failed.state()).isEqualTo(OperationState.FAILED);
    assertThat(failed.result()).isEqualTo("the disk is full");
  }

  @Test
  void a_cancelled_operation_ends_and_the_thread_goes_on() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
    CompletableFuture<String> told = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              try {
                String unused = run(heard -> untilInterrupted(begun));
              } catch (RuntimeException e) {
                told.complete(e.getMessage());
              }
              interruptedAfter.complete(Thread.currentThread().isInterrupted());
            });
    worker.start();
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

    OperationStatus ended = operations.cancel(ID);

    assertThat(ended.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(ended.result()).isEqualTo("it was cancelled");
    assertThat(told.get(1, TimeUnit.MINUTES)).isEqualTo("it was cancelled");
    assertThat(interruptedAfter.get(1, TimeUnit.MINUTES)).isFalse();
    assertThatThrownBy(() -> operations.cancel(ID))
        .isInstanceOf(OperationException.class)
        .hasMessage("operation 20261122071500042-shop does not run: it is cancelled");
    assertThat(run(heard -> "again")).isEqualTo("again");
  }

  @Test
  void an_operation_whose_process_is_gone_is_shown_as_killed() {
    home.operations().prepare();
    home.operations().write(OperationStatus.begun(Operation.asked(SHOP, "restore", NOW)));

    OperationStatus killed = operations.get(ID);

    assertThat(killed.state()).isEqualTo(OperationState.KILLED);
    assertThat(killed.result())
        .isEqualTo("its process ended before it was done; nothing of it is to be seen");
  }

  @Test
  void a_second_operation_is_refused_with_the_id_of_the_first() {
    String unused =
        run(
            heard -> {
              assertThatThrownBy(() -> run(also -> "second"))
                  .isInstanceOfSatisfying(
                      BusyException.class,
                      busy ->
                          assertThat(busy.hint())
                              .isEqualTo(
                                  "Try again when that is done, or break it off: CANCEL OPERATION"
                                      + " '20261122071500042-shop'."))
                  .hasMessage(
                      "collection shop is busy: full backup 20261122071500042-shop since"
                          + " 2026-11-22T07:15:00Z (process %d)"
                              .formatted(ProcessHandle.current().pid()));
              return "first";
            });
  }

  @Test
  void the_oldest_operations_are_forgotten() {
    for (int second = 0; second < 205; second++) {
      Instant at = NOW.plusSeconds(second);
      String unused = run(at, heard -> "done");
    }

    List<OperationStatus> all = operations.all();
    assertThat(all).hasSize(200);
    assertThat(all.get(0).began()).isEqualTo("2026-11-22T07:18:24Z");
    assertThatThrownBy(() -> operations.get(ID))
        .isInstanceOf(OperationException.class)
        .hasMessage("no such operation: 20261122071500042-shop in " + directory);
  }

  @Test
  void a_status_that_cannot_be_read_is_left_out_and_stops_no_operation() throws IOException {
    Path statuses = Files.createDirectories(directory.resolve("operations"));
    List<String> broken = List.of("", "{\"id\": \"2026", "null", "{}", "\0\0\0");
    for (int i = 0; i < broken.size(); i++) {
      Files.writeString(statuses.resolve("2026112107150000" + i + "-shop.json"), broken.get(i));
    }
    Files.write(statuses.resolve("20261121071500009-shop.json"), new byte[] {(byte) 0xff});

    assertThat(operations.all()).isEmpty();
    assertThat(run(heard -> "done")).isEqualTo("done");
    assertThat(operations.all()).extracting(OperationStatus::id).containsExactly(ID.value());
  }

  @Test
  void a_status_that_cannot_be_read_is_forgotten_in_its_turn() throws IOException {
    Path statuses = Files.createDirectories(directory.resolve("operations"));
    Path torn = Files.createFile(statuses.resolve("20261121071500000-shop.json"));
    for (int second = 0; second < 200; second++) {
      Instant at = NOW.plusSeconds(second);
      String unused = run(at, heard -> "done");
    }

    assertThat(torn).doesNotExist();
    assertThat(operations.all()).hasSize(200);
  }

  private static String untilInterrupted(CountDownLatch begun) {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("a file was closed");
  }

  private String run(Function<Listener, String> work) {
    return run(NOW, work);
  }

  private String run(Instant at, Function<Listener, String> work) {
    return new Underway(
            home, Operation.asked(SHOP, "full backup", at), Clock.fixed(at, ZoneOffset.UTC), SILENT)
        .run(Duration.ZERO, new Work(work));
  }

  private record Work(Function<Listener, String> work) implements Underway.Work<String> {
    @Override
    public String run(Listener heard) {
      return work.apply(heard);
    }

    @Override
    public String result(String outcome) {
      return "result: " + outcome;
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return new Broken("it was cancelled");
    }
  }

  private static final class Broken extends ProblemException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message, "");
    }
  }

  private static final Listener SILENT =
      new Listener() {
        @Override
        public void progress(String step, long done, long total) {}

        @Override
        public void note(String text) {}
      };
}
