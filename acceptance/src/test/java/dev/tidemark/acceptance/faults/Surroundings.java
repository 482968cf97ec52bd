package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.servers.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Tidemark works with, each in a process that can be harmed: a source and a broker, and before
 * each of them a relay, over which alone Tidemark knows it.
 */
final class Surroundings implements AutoCloseable {

  private final Map<Part, Shim> shims = new EnumMap<>(Part.class);
  private final SourceServer source;
  private final Broker broker;
  private final Relay toSource;
  private final Relay toKafka;
  private final Database database;

  Surroundings(Path directory) throws IOException {
    Shim.compile(directory).ifPresent(library -> prepareShims(library, directory));
    broker = Broker.create(directory.resolve("broker"), shim(Part.BROKER));
    toKafka = Relay.to(broker::relayedPort);
    broker.begin(toKafka.port());
    source =
        SourceServer.create(
            Files.createDirectories(directory.resolve("source")), shim(Part.SOURCE), Map.of());
    toSource = Relay.to(source::port);
    database = Database.create(source, "faults");
  }

  private void prepareShims(Path library, Path directory) {
    for (Part part : Part.values()) {
      shims.put(part, Shim.of(library, directory.resolve(part.word() + ".faults")));
    }
  }

  /** What harms a process at its calls of the system; empty where none could be compiled. */
  Optional<Shim> shim(Part part) {
    return Optional.ofNullable(shims.get(part));
  }

  boolean hasShim() {
    return !shims.isEmpty();
  }

  Relay relay(Link link) {
    return link == Link.SOURCE ? toSource : toKafka;
  }

  SourceServer source() {
    return source;
  }

  Broker broker() {
    return broker;
  }

  /** That which is protected, without a relay. */
  Database database() {
    return database;
  }

  /** Its URL for Tidemark: over the relay. */
  String databaseUrl() {
    return database.url().replace(":" + source.port() + "/", ":" + toSource.port() + "/");
  }

  /** Where the broker is for Tidemark: over the relay. */
  String kafka() {
    return "127.0.0.1:" + toKafka.port();
  }

  /** Starts whatever is not there. */
  void raise() {
    if (!source.isAlive()) {
      source.start();
    }
    if (!broker.isAlive()) {
      broker.start();
    }
  }

  @Override
  public void close() {
    broker.close();
    source.close();
    toKafka.close();
    toSource.close();
  }
}
