package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.copy.ArchiveCopy;
import dev.tidemark.archive.copy.CopyResult;
import dev.tidemark.archive.copy.CopyScope;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/**
 * Copies a collection's backups to another storage, where they can be restored from alone. What is
 * encrypted is so there too, under the same master key.
 */
public final class CopyBackups {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public CopyBackups(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Copies what the target has not.
   *
   * @param target of a storage that is found by its address alone
   * @param patience how long a scheduled backup is waited for
   * @throws ProblemException it cannot be copied; what is in the target can be restored
   */
  public CopyResult run(CollectionName name, URI target, Duration patience) {
    return Underway.asked(home, name, "copy of backups", clock, listener)
        .run(patience, new Work(name, target));
  }

  private final class Work implements Underway.Work<CopyResult> {

    private final CollectionName name;
    private final URI target;

    Work(CollectionName name, URI target) {
      this.name = name;
      this.target = target;
    }

    @Override
    public CopyResult run(Listener heard) {
      ProtectedTables collection = home.collections().get(name);
      return ArchiveCopy.run(
          CollectionArchive.of(home, collection),
          CollectionArchive.at(target, collection),
          new CopyScope.Everything(),
          (done, total) -> {
            heard.progress("copy", done, total);
            return !Thread.currentThread().isInterrupted();
          });
    }

    @Override
    public String result(CopyResult result) {
      return "copied "
          + result.copied().size()
          + " backups; "
          + result.present().size()
          + " were there";
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.copy(cause);
    }
  }
}
