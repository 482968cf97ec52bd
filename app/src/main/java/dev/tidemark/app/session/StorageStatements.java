package dev.tidemark.app.session;

import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.operation.ReadStoredTimeline;
import dev.tidemark.app.operation.RestoreStored;
import dev.tidemark.app.operation.ShowStored;
import dev.tidemark.app.operation.StoredCollections;
import dev.tidemark.app.operation.TimelineFilter;
import dev.tidemark.app.operation.VerifyStored;
import dev.tidemark.app.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Statements about backups of which nothing is left but a storage. */
final class StorageStatements {

  private final StoredCollections stored;
  private final Clock clock;
  private final Map<String, String> environment;
  private final Listener listener;

  StorageStatements(
      StoredCollections stored, Clock clock, Map<String, String> environment, Listener listener) {
    this.stored = stored;
    this.clock = clock;
    this.environment = environment;
    this.listener = listener;
  }

  /**
   * @throws NeedsHomeException it is for more than backups
   */
  Answer run(Statement statement) {
    ShowStored show = new ShowStored(stored);
    if (statement instanceof Statement.Restore restore) {
      return new Answer.Restored(
          new RestoreStored(stored, clock, listener)
              .run(restore.name(), Orders.of(restore, environment)));
    } else if (statement instanceof Statement.Verify verify) {
      return new Answer.Verified(
          new VerifyStored(stored, listener).run(verify.name(), verify.scope(), verify.depth()));
    } else if (statement instanceof Statement.ShowCollections some) {
      return new Answer.Collections(
          some.name().map(name -> List.of(show.one(name))).orElseGet(show::all));
    } else if (statement instanceof Statement.ShowBackups backups) {
      return new Answer.Backups(show.one(backups.name()));
    } else if (statement instanceof Statement.ShowTimeline timeline) {
      TimelineFilter filter = new TimelineFilter(timeline.from(), timeline.to(), timeline.table());
      return new Answer.Timeline(
          timeline.name(),
          sink -> {
            new ReadStoredTimeline(stored)
                .run(timeline.name(), entry -> filter.narrowed(entry).ifPresent(sink));
            return false;
          });
    }
    throw new NeedsHomeException(stored);
  }
}
