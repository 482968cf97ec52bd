package dev.tidemark.benchmarks.server;

import dev.tidemark.app.broker.BrokerOptions;
import dev.tidemark.app.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Kafka broker in a process of its own, so that its work is on nobody's account. */
public final class BrokerProcess {

  private BrokerProcess() {}

  /** Runs until it is ended; writes its address into the file {@code address} of the directory. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    EmbeddedBroker broker = EmbeddedBroker.start(directory, BrokerOptions.DEFAULT);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  broker.close();
                  ended.countDown();
                }));
    Path written = Files.writeString(directory.resolve("address.new"), broker.bootstrapServers());
    Files.move(written, directory.resolve("address"));
    ended.await();
  }
}
