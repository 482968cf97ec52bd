package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of a home, a file each, for any process to read. One that says it runs is believed
 * only while its lock is held under its name. They are told of and nothing depends on them: one
 * whose file cannot be read, after a power loss for instance, is as one that was forgotten.
 */
public final class OperationBoard {

  private static final Logger LOG = LoggerFactory.getLogger(OperationBoard.class);
  private static final String STATUS = ".json";
  private static final String CANCEL = ".cancel";

  /** How many are remembered, those that run included. */
  private static final int KEPT = 200;

  private final Home home;

  OperationBoard(Home home) {
    this.home = home;
  }

  /** The newest first. */
  public List<OperationStatus> all() {
    return ids().stream().flatMap(id -> find(id).stream()).toList();
  }

  public Optional<OperationStatus> find(OperationId id) {
    return read(id)
        .filter(status -> status.state() == OperationState.RUNNING && !isHeld(status))
        // Between the two looks it may have come to its end.
        .flatMap(status -> read(id))
        .map(status -> status.state() == OperationState.RUNNING ? status.killed() : status)
        .or(() -> read(id));
  }

  /**
   * @throws OperationException there is none of that name
   */
  public OperationStatus get(OperationId id) {
    return find(id).orElseThrow(() -> OperationException.unknown(id, home.directory()));
  }

  /** Says that an operation has begun; it is on the disk when this returns. */
  public void begin(OperationStatus status) {
    JsonFile.writeDurably(file(status.id(), STATUS), status);
  }

  /** Says how an operation is; for the one who does it. */
  public void write(OperationStatus status) {
    JsonFile.write(file(status.id(), STATUS), status);
  }

  /** Makes room for one more, and forgets what a request to cancel an earlier one left. */
  public void prepare() {
    home.prepare();
    try {
      Files.createDirectories(directory());
    } catch (IOException e) {
      throw HomeException.unwritable(directory(), e);
    }
    ids().stream().skip(KEPT - 1).forEach(this::forget);
  }

  /** Asks whoever does it to end it. */
  public void requestCancel(OperationId id) {
    try {
      Files.writeString(file(id.value(), CANCEL), "");
    } catch (IOException e) {
      throw HomeException.unwritable(file(id.value(), CANCEL), e);
    }
  }

  public boolean isCancelRequested(OperationId id) {
    return Files.exists(file(id.value(), CANCEL));
  }

  /** The request was heard, or came too late. */
  public void forgetCancel(OperationId id) {
    delete(file(id.value(), CANCEL));
  }

  private boolean isHeld(OperationStatus status) {
    return OperationLock.holder(home, new CollectionName(status.collection()))
        .filter(holder -> holder.id().value().equals(status.id()))
        .isPresent();
  }

  private Optional<OperationStatus> read(OperationId id) {
    try {
      return JsonFile.read(file(id.value(), STATUS), OperationStatus.class)
          .filter(OperationStatus::isWhole);
    } catch (HomeException | UncheckedIOException e) {
      LOG.warn("operation {} is left out: {}", id, e.getMessage());
      return Optional.empty();
    }
  }

  private List<OperationId> ids() {
    if (!Files.isDirectory(directory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(STATUS))
          .flatMap(file -> idOf(file.substring(0, file.length() - STATUS.length())).stream())
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw HomeException.unreadable(directory(), e);
    }
  }

  private static Optional<OperationId> idOf(String text) {
    try {
      return Optional.of(new OperationId(text));
    } catch (IllegalArgumentException e) {
      // A copy that somebody put there: no operation is called so.
      return Optional.empty();
    }
  }

  private void forget(OperationId id) {
    boolean isOver = find(id).filter(status -> status.state() == OperationState.RUNNING).isEmpty();
    if (isOver) {
      forgetCancel(id);
      delete(file(id.value(), STATUS));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw HomeException.unwritable(file, e);
    }
  }

  private Path file(String id, String suffix) {
    return directory().resolve(id + suffix);
  }

  private Path directory() {
    return home.directory().resolve("operations");
  }
}
