package dev.tidemark.app.operation;

import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells of the collections that a storage has backups of, where there is no home to ask. */
public final class ShowStored {

  private final StoredCollections stored;

  public ShowStored(StoredCollections stored) {
    this.stored = stored;
  }

  public List<Overview> all() {
    return stored.names().stream().map(this::one).toList();
  }

  /**
   * @throws ProblemException the storage has no backup of it
   */
  public Overview one(CollectionName name) {
    Archive archive = stored.archive(name);
    ArchiveReport report = ArchiveReport.of(archive);
    Backed backed = report.backed();
    List<Damage> damages = new ArrayList<>(report.damages());
    Optional<CollectionDescription> description = description(archive, damages);
    return new Overview(
        name,
        description.map(CollectionDescription::source),
        description.map(CollectionDescription::tables).orElseGet(() -> tables(backed.backups())),
        stored.address(),
        Optional.empty(),
        backed.restorable(),
        backed.gaps(),
        backed.backups(),
        damages,
        Optional.empty(),
        report.lastDrill());
  }

  /**
   * Nothing depends on it: without it, or when it is damaged, the backups are shown all the same.
   */
  private static Optional<CollectionDescription> description(
      Archive archive, List<Damage> damages) {
    try {
      return archive.description();
    } catch (DamagedFileException | UnknownFormatException e) {
      damages.add(new Damage.Unreadable(String.valueOf(e.getMessage()), e.hint()));
      return Optional.empty();
    }
  }

  private static List<TableId> tables(List<Manifest> backups) {
    return backups.isEmpty()
        ? List.of()
        : backups.get(backups.size() - 1).tables().stream()
            .map(table -> table.definition().id())
            .toList();
  }
}
