package dev.tidemark.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is harmed: a source and its workload, a broker, a {@code start}, and the relays between
 * them. Whatever has died is raised as a supervisor of services would.
 */
final class World implements AutoCloseable {

  private static final Duration WELL_WITHIN = Duration.ofMinutes(4);
  private static final Duration MANIFEST_WITHIN = Duration.ofSeconds(30);
  private static final Pattern MANIFEST = Pattern.compile("\\d{8}\\.json");
  private static final String[] JVM = {"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

  private final Path directory;
  private final Counts counts;
  private final Map<Part, Shim> shims = new EnumMap<>(Part.class);
  private final SourceServer source;
  private final Broker broker;
  private final Relay toSource;
  private final Relay toKafka;
  private final Database database;
  private final Home home;
  private final Writer writer;
  private final Restores restores;
  private Started start;
  private BackupCollection collection;
  private int collections;
  private int homes;
  private @Nullable Started second;

  /**
   * @param compared how many sequences are restored at the end of each collection
   */
  World(Path directory, Random random, int compared, Counts counts)
      throws IOException, SQLException {
    this.directory = directory;
    this.counts = counts;
    Shim.compile(directory).ifPresent(this::prepareShims);
    broker = Broker.create(directory.resolve("broker"), shimOf(Part.BROKER));
    toKafka = Relay.to(broker::relayedPort);
    broker.begin(toKafka.port());
    source =
        SourceServer.create(
            Files.createDirectories(directory.resolve("source")), shimOf(Part.SOURCE), Map.of());
    toSource = Relay.to(source::port);
    database = Database.create(source, "faults");
    Sessions.createTables(database);
    writer = Writer.start(database, new Random(random.nextLong()));
    home =
        new Home(directory.resolve("home"))
            .configured(configuration("127.0.0.1:" + toKafka.port(), "3s", "25s"));
    start = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Signals.kill(start.pid())));
    restores = new Restores(broker, writer, new Random(random.nextLong()), compared, counts);
    collection = new BackupCollection(home, "none");
  }

  /** Begins to protect the source. */
  void begin() {
    collection = create();
  }

  private void prepareShims(Path library) {
    for (Part part : Part.values()) {
      shims.put(part, Shim.of(library, directory.resolve(part.word() + ".faults")));
    }
  }

  private static List<String> configuration(String kafka, String backups, String fulls) {
    return List.of(
        "heartbeat = 500ms",
        "backup-every = " + backups,
        "full-every = " + fulls,
        "kafka.bootstrap-servers = " + kafka);
  }

  private Started launch() {
    counts.add("starts", 1);
    Map<String, String> environment = shimOf(Part.TIDEMARK).map(Shim::environment).orElse(Map.of());
    return home.launch(environment, JVM);
  }

  private Optional<Shim> shimOf(Part part) {
    return Optional.ofNullable(shims.get(part));
  }

  boolean hasShim() {
    return !shims.isEmpty();
  }

  Shim shim(Part part) {
    return shimOf(part).orElseThrow();
  }

  Relay relay(Link link) {
    return link == Link.SOURCE ? toSource : toKafka;
  }

  long pid(Part part) {
    return switch (part) {
      case TIDEMARK -> start.pid();
      case BROKER -> broker.pid();
      case SOURCE -> source.pid();
    };
  }

  /** Returns at once when a backup becomes visible; or after a while, when none does. */
  void awaitManifest() {
    int before = manifests();
    long end = System.nanoTime() + MANIFEST_WITHIN.toNanos();
    while (manifests() <= before) {
      if (System.nanoTime() > end) {
        counts.add("manifests that did not come", 1);
        return;
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** None is deleted within a run. */
  private int manifests() {
    String[] names = collection.storage().resolve(collection.name() + "/manifests").toFile().list();
    return names == null ? 0 : (int) Stream.of(names).filter(MANIFEST.asMatchPredicate()).count();
  }

  Restores restores() {
    return restores;
  }

  Writer writer() {
    return writer;
  }

  void requireCopies(int copies) {
    if (broker.isAlive()) {
      broker.requireCopies(collection.name() + ".timeline", copies);
    }
  }

  /** Starts whatever is not there. */
  void raise() {
    if (!source.isAlive()) {
      source.start();
    }
    if (!broker.isAlive()) {
      broker.start();
    }
    if (!start.isAlive()) {
      start = launch();
    }
  }

  /** Nothing is written any more, and what was written last is known. */
  private void hold() {
    Await.lastingly(
        () -> "nothing is undecided: " + writer.trouble(),
        WELL_WITHIN,
        () -> {
          writer.requireWell();
          raise();
          return writer.hold();
        });
  }

  /** Waits until everything that has committed is captured, and in a backup. */
  void awaitWell() {
    StringBuilder last = new StringBuilder();
    Await.lastingly(
        () -> "everything is captured and backed up again: " + last,
        WELL_WITHIN,
        () -> {
          writer.requireWell();
          raise();
          goOnAfterTakeover();
          Outcome outcome = home.run("backup", collection.name(), "--incremental", "--wait", "20s");
          last.setLength(0);
          last.append(outcome);
          return outcome.exit() == 0;
        });
    assertThat(last).isNotEmpty();
  }

  /** Who was shut out stays so until somebody starts it anew. */
  private void goOnAfterTakeover() {
    if (error().contains("another process has taken over the capture")) {
      counts.add("captures that were shut out by a second one", 1);
      start.close();
      start = launch();
    }
  }

  private String error() {
    return collection.show().path("error").asText();
  }

  /** A second one is refused, unless the first has died meanwhile of another fault. */
  void requireSecondStartRefused() {
    if (!start.isAlive()) {
      return;
    }
    try (Started again = home.launch(JVM)) {
      Await.lastingly(
          () -> "a second start is refused: " + again,
          WELL_WITHIN,
          () -> !again.isAlive() || (!start.isAlive() && again.isReady()));
      if (again.isAlive()) {
        counts.add("second starts that took the place of a dead one", 1);
        return;
      }
      int exit = again.awaitEnd(WELL_WITHIN);
      String said = again.toString();
      if (exit != 1 || !said.contains("tidemark is already running on ")) {
        counts.difference("a second start was not refused: " + exit + " " + said);
      }
    }
  }

  /** Begins to capture the same collection from a copy of the home. */
  void beginSecond() {
    Home other =
        new Home(directory.resolve("home-" + ++homes))
            .configured(configuration(broker.direct(), "off", "off"));
    copy("collections", other);
    copy("secrets", other);
    second = other.launch(JVM);
    try {
      second.awaitReady();
    } catch (AssertionError e) {
      // It may find nothing to connect to, or be refused the slot: that is no harm.
      counts.add("second captures that did not get ready", 1);
    }
  }

  private void copy(String part, Home other) {
    Path from = home.directory().resolve(part);
    Path to = other.directory().resolve(part);
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void endSecond() {
    Started other = second;
    if (other != null) {
      other.kill();
      second = null;
    }
  }

  void failOver(boolean behind) {
    awaitWell();
    try (Relay following = Relay.to(source::port)) {
      SourceServer.Standby standby = source.follow(following, /* withSlots= */ false);
      if (behind) {
        following.freeze();
        int before = writer.history().size();
        Await.until(
            "the standby is behind", WELL_WITHIN, () -> writer.history().size() > before + 20);
        counts.add("transactions that a standby never had", writer.history().size() - before);
      }
      hold();
      Await.until(
          "the standby has followed", WELL_WITHIN, () -> behind || standby.hasCaughtUp(source));
      source.failOver(standby);
      toSource.cut();
    }
  }

  /**
   * The gap is found, and what was before it can be restored. Then the collection goes on behind
   * it, or a new one begins.
   */
  void beginAgainAfterGap(boolean goesOn) {
    source.start();
    Await.lastingly(
        () -> "the gap is found: " + collection.show(),
        WELL_WITHIN,
        () -> {
          raise();
          return collection.show().path("state").asText().equals("gap");
        });
    counts.add("gaps found", 1);
    restores.finish(collection, false);
    Outcome latest =
        home.run(
            "restore", collection.name(), "--latest", "--into", files("refused"), "--wait", "2s");
    if (latest.exit() == 0) {
      counts.difference("the latest was restored over a gap: " + latest);
    }
    if (goesOn) {
      goOnBehindGap();
    } else {
      home.run("drop", collection.name()).succeeded();
      releaseAnew();
      collection = create();
      restores.beginCollection();
    }
  }

  private void releaseAnew() {
    try {
      writer.releaseAnew();
    } catch (SQLException e) {
      throw new IllegalStateException("the promoted standby is not there", e);
    }
  }

  private void goOnBehindGap() {
    releaseAnew();
    int known = collection.show().path("gaps").size();
    afterGap("new full");
    collection.awaitStreaming(WELL_WITHIN);
    Await.lastingly(
        () -> "a full backup behind the gap: " + collection.show(),
        WELL_WITHIN,
        () ->
            home.run("backup", collection.name()).exit() == 0
                && collection.show().path("gaps").size() > known);
    afterGap("stop");
    JsonNode gap = collection.show().path("gaps").path(known);
    restores.goOn(collection, sequence(gap.path("after")), sequence(gap.path("before")));
  }

  private void afterGap(String choice) {
    String statement = "ALTER BACKUP COLLECTION %s SET (AFTER_GAP = '%s')";
    home.run("sql", statement.formatted(collection.name(), choice)).succeeded();
  }

  private static long sequence(JsonNode place) {
    return place.path("sequence").asLong();
  }

  private String files(String name) {
    return directory.resolve(name + "-" + collections).toUri().toString();
  }

  private BackupCollection create() {
    String name = "faults_" + ++collections;
    counts.add("collections", 1);
    String url = database.url().replace(":" + source.port() + "/", ":" + toSource.port() + "/");
    String[] creation = BackupCollection.creation(name, url, Sessions.tables());
    Await.lastingly(
        () -> "start is ready: " + start,
        WELL_WITHIN,
        () -> {
          raise();
          return start.isReady();
        });
    // A broker that is slow to answer just now refuses it: then nothing is left behind.
    Await.lastingly(
        "collection " + name + " is created",
        WELL_WITHIN,
        () -> home.run("create", creation).exit() == 0);
    BackupCollection created = new BackupCollection(home, name);
    created.awaitStreaming(WELL_WITHIN);
    Await.lastingly(
        "the first full backup", WELL_WITHIN, () -> home.run("backup", name).exit() == 0);
    return created;
  }

  /** Compares at random while everything goes on. */
  void compareSome(int restoresAtOnce) {
    restores.some(collection, restoresAtOnce);
  }

  /** Everything is over: compares all. */
  void finish() {
    awaitWell();
    hold();
    try {
      awaitWell();
      restores.finish(collection, true);
      restores.intoDatabase(collection, database);
    } finally {
      writer.release();
    }
  }

  @Override
  public void close() {
    writer.close();
    endSecond();
    Signals.goOn(start.pid());
    start.kill();
    broker.close();
    source.close();
    toKafka.close();
    toSource.close();
  }
}
