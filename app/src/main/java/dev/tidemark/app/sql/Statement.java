package dev.tidemark.app.sql;

import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.OperationId;
import dev.tidemark.app.operation.AlterTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.DropCollection;
import dev.tidemark.app.operation.EraseOrder;
import dev.tidemark.app.operation.Scope;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.TableChoice;
import dev.tidemark.restorer.Target;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was asked for, checked as far as a text alone can be checked. */
public sealed interface Statement {

  /** How long a statement waits when it does not say. */
  Duration PATIENCE = Duration.ofSeconds(30);

  /** What becomes of a statement whose collection is there already, or is not there. */
  enum IfSo {
    REFUSE,
    ACCEPT
  }

  /**
   * {@code CREATE BACKUP COLLECTION}.
   *
   * @param exists when there is one of that name
   * @param source without its password, if that is not in its URL
   * @param storage empty for the home's own
   */
  record Create(
      CollectionName name,
      IfSo exists,
      Scope scope,
      DatabaseUrl source,
      Optional<Path> passwordFile,
      Optional<URI> storage,
      CollectionOptions options)
      implements Statement {}

  /** {@code ALTER BACKUP COLLECTION … SET} or {@code RESET}. */
  record Alter(CollectionName name, Map<CollectionOption, String> set, Set<CollectionOption> reset)
      implements Statement {
    public Alter {
      set = Map.copyOf(set);
      reset = Set.copyOf(reset);
    }
  }

  /** {@code ALTER BACKUP COLLECTION … ADD TABLE} or {@code DROP TABLE}. */
  record ChangeTables(CollectionName name, AlterTables.Order order, Duration patience)
      implements Statement {}

  /**
   * {@code DROP BACKUP COLLECTION}.
   *
   * @param missing when there is none of that name
   */
  record Drop(CollectionName name, IfSo missing, DropCollection.Order order) implements Statement {}

  /** {@code BACKUP}. */
  record Backup(CollectionName name, BackupKind kind, Duration patience) implements Statement {}

  /**
   * {@code RESTORE}, and {@code EXPLAIN RESTORE}, whose options say so.
   *
   * @param target without its password, if that is not in its URL
   */
  record Restore(
      CollectionName name,
      RestorePoint point,
      TableChoice choice,
      Target target,
      Optional<Path> passwordFile,
      RestoreOptions options,
      Duration patience)
      implements Statement {}

  /** {@code MARK}. */
  record Mark(CollectionName name, String marker, Duration patience) implements Statement {}

  /**
   * {@code SHOW BACKUP COLLECTIONS} and {@code SHOW BACKUP COLLECTION}.
   *
   * @param name empty for all
   */
  record ShowCollections(Optional<CollectionName> name) implements Statement {}

  /** {@code SHOW BACKUPS IN}. */
  record ShowBackups(CollectionName name) implements Statement {}

  /** {@code SHOW TIMELINE OF}. */
  record ShowTimeline(
      CollectionName name, Optional<Instant> from, Optional<Instant> to, Optional<TableId> table)
      implements Statement {}

  /**
   * {@code SHOW OPERATIONS}.
   *
   * @param name empty for those of all collections
   */
  record ShowOperations(Optional<CollectionName> name) implements Statement {}

  /** {@code SHOW OPERATION}. */
  record ShowOperation(OperationId id) implements Statement {}

  /** {@code CANCEL OPERATION}. */
  record Cancel(OperationId id) implements Statement {}

  /** {@code VERIFY}. */
  record Verify(CollectionName name, VerifyScope scope, Depth depth, Duration patience)
      implements Statement {}

  /**
   * {@code DRILL}.
   *
   * @param into empty for where the collection's drills go
   */
  record Drill(CollectionName name, Optional<Target> into, Duration patience)
      implements Statement {}

  /** {@code VERIFY … AGAINST SOURCE}. */
  record VerifySource(CollectionName name, Duration patience) implements Statement {}

  /** {@code SHOW RETENTION OF}: what would be given up now. */
  record ShowRetention(CollectionName name) implements Statement {}

  /** {@code APPLY RETENTION TO}. */
  record ApplyRetention(CollectionName name, Duration patience) implements Statement {}

  /**
   * {@code ROTATE KEY OF … TO}.
   *
   * @param to where the new key is
   */
  record RotateKey(CollectionName name, KeySource to, Duration patience) implements Statement {}

  /** {@code ERASE FROM}. */
  record Erase(CollectionName name, EraseOrder order) implements Statement {}

  /** {@code COPY BACKUPS IN … TO}. */
  record Copy(CollectionName name, URI target, Duration patience) implements Statement {}
}
