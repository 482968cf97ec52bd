package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The collections of a home. A file of the name is the collection: what has none does not exist.
 */
public final class CollectionStore {

  private static final String SUFFIX = ".json";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Home home;

  CollectionStore(Home home) {
    this.home = home;
  }

  /** In name order. */
  public List<CollectionName> names() {
    if (!Files.isDirectory(home.collectionsDirectory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.collectionsDirectory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .flatMap(name -> nameOf(name).stream())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<CollectionName> nameOf(String text) {
    try {
      return Optional.of(new CollectionName(text));
    } catch (IllegalArgumentException e) {
      // A copy that somebody put there: no collection can be called so.
      return Optional.empty();
    }
  }

  /** In name order. */
  public List<ProtectedTables> all() {
    return names().stream().map(this::find).flatMap(Optional::stream).toList();
  }

  public Optional<ProtectedTables> find(CollectionName name) {
    return JsonFile.read(file(name), CollectionFile.class)
        .map(content -> content.withPassword(secret(name)));
  }

  /**
   * @throws CollectionException there is none of that name; the message has the near ones
   */
  public ProtectedTables get(CollectionName name) {
    return find(name).orElseThrow(() -> CollectionException.unknown(name, names()));
  }

  /**
   * Refuses what no two collections may share: a name, and a table of one database.
   *
   * @throws CollectionException naming the other collection
   */
  public void requireNew(CollectionName name, DatabaseUrl source, List<TableId> tables) {
    if (names().contains(name)) {
      throw CollectionException.exists(name);
    }
    requireFree(name, source, tables);
  }

  /**
   * Refuses tables that another collection has.
   *
   * @throws CollectionException naming it
   */
  public void requireFree(CollectionName name, DatabaseUrl source, List<TableId> tables) {
    for (ProtectedTables other : all()) {
      boolean isAnother = !other.name().equals(name);
      if (isAnother && other.source().place().equals(source.place())) {
        for (TableId table : tables) {
          if (other.tables().contains(table)) {
            throw CollectionException.tableTaken(table, other.name());
          }
        }
      }
    }
  }

  /**
   * Adds one that {@link #requireNew} lets in, even if two processes add at once.
   *
   * @throws CollectionException naming the other collection
   */
  public void add(ProtectedTables collection) {
    changing(
        () -> {
          requireNew(collection.name(), collection.source(), collection.tables());
          home.backupFailures().over(collection.name());
          write(collection);
          return collection;
        });
  }

  /**
   * Changes one, with nobody else changing any meanwhile. It is either as it was or as it is to be,
   * whatever dies when.
   *
   * @return what it is now
   * @throws CollectionException there is none of that name, or another has one of its tables
   */
  public ProtectedTables change(CollectionName name, UnaryOperator<ProtectedTables> change) {
    return changing(
        () -> {
          ProtectedTables before = get(name);
          ProtectedTables changed = change.apply(before);
          if (!changed.equals(before)) {
            requireFree(name, changed.source(), changed.tables());
            write(changed);
          }
          return changed;
        });
  }

  private ProtectedTables changing(Supplier<ProtectedTables> work) {
    home.prepare();
    Path file = home.runDirectory().resolve("collections.lock");
    ProcessLock held =
        ProcessLock.take(file, PATIENCE)
            .orElseThrow(() -> HomeException.changing(home.directory()));
    try {
      return work.get();
    } finally {
      held.close();
    }
  }

  /** Adds or replaces it. The secret first: with the file in place everything of it is. */
  public void write(ProtectedTables collection) {
    home.prepare();
    try {
      OwnerOnly.write(secretFile(collection.name()), collection.source().password().reveal());
    } catch (IOException e) {
      throw HomeException.unwritable(secretFile(collection.name()), e);
    }
    JsonFile.writeDurably(file(collection.name()), CollectionFile.of(collection));
  }

  /** Removes it, its secret included. What is gone already is no error. */
  public void remove(CollectionName name) {
    try {
      Files.deleteIfExists(file(name));
      Files.deleteIfExists(secretFile(name));
      home.backupFailures().over(name);
    } catch (IOException e) {
      throw HomeException.unwritable(file(name), e);
    }
  }

  private Secret secret(CollectionName name) {
    try {
      return new Secret(Files.readString(secretFile(name)));
    } catch (NoSuchFileException e) {
      return Secret.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(CollectionName name) {
    return home.collectionsDirectory().resolve(name + SUFFIX);
  }

  private Path secretFile(CollectionName name) {
    return home.secretsDirectory().resolve(name.value());
  }
}
