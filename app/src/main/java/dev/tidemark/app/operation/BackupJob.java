package dev.tidemark.app.operation;

import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.compactor.backup.BackupListener;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.compactor.backup.Backups;
import dev.tidemark.compactor.backup.CompactorConfig;
import dev.tidemark.compactor.backup.ReadAhead;
import dev.tidemark.compactor.intake.KafkaLog;
import dev.tidemark.compactor.source.SourceLog;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Takes backups of one collection here; its caller holds the collection's operation lock. */
public final class BackupJob {

  private final Backups backups;
  private final Deployment deployment;
  private final ProtectedTables collection;
  private final Listener listener;

  public BackupJob(
      Deployment deployment, ProtectedTables collection, Clock clock, Listener listener) {
    this.deployment = deployment;
    this.collection = collection;
    KafkaLog log = deployment.log(collection);
    this.backups =
        new Backups(
            CollectionArchive.of(deployment, collection),
            new SourceLog(log.timeline(), log.changes(), log.schemas()),
            clock,
            new SecureRandom(),
            new CompactorConfig(
                deployment.configuration().backupMemory(),
                deployment.home().runDirectory().resolve("backup-" + collection.name())));
    this.listener = listener;
  }

  /** Reads the first snapshot while it is being taken; its progress is the snapshot's. */
  public ReadAhead readAhead() {
    return backups.readAhead(BackupListener.NONE);
  }

  /**
   * @param upTo where it ends; the newest boundary when nobody says
   */
  public BackupResult take(BackupKind kind, Optional<Checkpoint> upTo) {
    BackupListener progress = progress();
    return done(
        switch (kind) {
          case FULL ->
              upTo.map(end -> backups.full(end, progress)).orElseGet(() -> backups.full(progress));
          case INCREMENTAL ->
              upTo.map(end -> backups.incremental(end, progress))
                  .orElseGet(() -> backups.incremental(progress));
        });
  }

  /**
   * A full.
   *
   * @param ahead what of the first snapshot was read while it was being taken
   */
  public BackupResult takeFull(Checkpoint upTo, ReadAhead ahead) {
    return done(backups.full(upTo, ahead, progress()));
  }

  private BackupResult done(BackupResult result) {
    deployment.home().backupFailures().over(collection.name());
    return result;
  }

  private BackupListener progress() {
    return (step, done, total) -> {
      listener.progress(step.name().toLowerCase(Locale.ROOT), done, total);
      return true;
    };
  }

  /** Which of the two. */
  public enum BackupKind {
    FULL("full backup"),
    INCREMENTAL("incremental backup");

    private final String words;

    BackupKind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
