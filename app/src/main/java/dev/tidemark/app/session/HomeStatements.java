package dev.tidemark.app.session;

import dev.tidemark.app.address.Passwords;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.AlterCollection;
import dev.tidemark.app.operation.AlterTables;
import dev.tidemark.app.operation.ApplyRetention;
import dev.tidemark.app.operation.CopyBackups;
import dev.tidemark.app.operation.CreateCollection;
import dev.tidemark.app.operation.DrillCollection;
import dev.tidemark.app.operation.DropCollection;
import dev.tidemark.app.operation.EraseRows;
import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.operation.MarkCollection;
import dev.tidemark.app.operation.Operations;
import dev.tidemark.app.operation.ReadTimeline;
import dev.tidemark.app.operation.RestoreCollection;
import dev.tidemark.app.operation.RotateKey;
import dev.tidemark.app.operation.ShowCollections;
import dev.tidemark.app.operation.TakeBackup;
import dev.tidemark.app.operation.TimelineFilter;
import dev.tidemark.app.operation.VerifyAgainstSource;
import dev.tidemark.app.operation.VerifyCollection;
import dev.tidemark.app.sql.Statement;
import dev.tidemark.app.sql.Statement.IfSo;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Statements about the collections of a home. */
final class HomeStatements {

  private final Home home;
  private final Clock clock;
  private final Map<String, String> environment;
  private final Listener listener;

  HomeStatements(Home home, Clock clock, Map<String, String> environment, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.environment = environment;
    this.listener = listener;
  }

  Answer run(Statement statement) {
    if (statement instanceof Statement.Create create) {
      return create(create);
    } else if (statement instanceof Statement.Alter alter) {
      return new Answer.Altered(
          new AlterCollection(home, clock, listener)
              .run(alter.name(), alter.set(), alter.reset(), Statement.PATIENCE));
    } else if (statement instanceof Statement.ChangeTables alter) {
      return new Answer.TablesAltered(
          alter.order(),
          new AlterTables(home, clock, listener)
              .run(alter.name(), alter.order(), alter.patience()));
    } else if (statement instanceof Statement.Drop drop) {
      return drop(drop);
    } else if (statement instanceof Statement.Backup backup) {
      return new Answer.BackedUp(
          backup.name(),
          new TakeBackup(home, clock, listener)
              .run(backup.name(), backup.kind(), backup.patience()));
    } else if (statement instanceof Statement.Restore restore) {
      return new Answer.Restored(
          new RestoreCollection(home, clock, listener)
              .run(restore.name(), Orders.of(restore, environment)));
    } else if (statement instanceof Statement.Mark mark) {
      return new Answer.Marked(
          mark.name(),
          new MarkCollection(home, clock, listener)
              .run(mark.name(), mark.marker(), mark.patience()));
    } else if (statement instanceof Statement.Verify verify) {
      return new Answer.Verified(
          new VerifyCollection(home, clock, listener)
              .run(verify.name(), verify.scope(), verify.depth(), verify.patience()));
    } else if (statement instanceof Statement.VerifySource verify) {
      return new Answer.Compared(
          new VerifyAgainstSource(home, clock, listener).run(verify.name(), verify.patience()));
    } else if (statement instanceof Statement.Drill drill) {
      return new Answer.Drilled(
          drill.name(),
          new DrillCollection(home, clock, environment, listener)
              .run(drill.name(), drill.into(), drill.patience()));
    } else if (statement instanceof Statement.Copy copy) {
      return new Answer.Copied(
          copy.name(),
          copy.target(),
          new CopyBackups(home, clock, listener).run(copy.name(), copy.target(), copy.patience()));
    } else if (statement instanceof Statement.ApplyRetention retention) {
      return new Answer.GaveUp(
          retention.name(),
          new ApplyRetention(home, clock, listener).run(retention.name(), retention.patience()));
    } else if (statement instanceof Statement.RotateKey rotate) {
      return new Answer.KeyRotated(
          rotate.name(),
          new RotateKey(home, clock, listener).run(rotate.name(), rotate.to(), rotate.patience()));
    } else if (statement instanceof Statement.Erase erase) {
      return new Answer.Erased(
          erase.name(),
          new EraseRows(home, clock, listener).run(erase.name(), erase.order()),
          erase.order().extent());
    }
    return shown(statement);
  }

  private Answer shown(Statement statement) {
    ShowCollections show = new ShowCollections(home, clock);
    Operations operations = new Operations(home);
    if (statement instanceof Statement.ShowCollections some) {
      return new Answer.Collections(
          some.name().map(name -> List.of(show.one(name))).orElseGet(show::all));
    } else if (statement instanceof Statement.ShowBackups backups) {
      return new Answer.Backups(show.withBackups(backups.name()));
    } else if (statement instanceof Statement.ShowTimeline timeline) {
      return timeline(timeline);
    } else if (statement instanceof Statement.ShowRetention retention) {
      return new Answer.Retention(
          retention.name(), new ApplyRetention(home, clock, listener).plan(retention.name()));
    } else if (statement instanceof Statement.ShowOperations some) {
      return new Answer.Operations(some.name().map(operations::of).orElseGet(operations::all));
    } else if (statement instanceof Statement.ShowOperation one) {
      return new Answer.Operation(operations.get(one.id()));
    } else if (statement instanceof Statement.Cancel cancel) {
      return new Answer.Ended(operations.cancel(cancel.id()));
    }
    throw new AssertionError(statement);
  }

  private Answer create(Statement.Create create) {
    if (create.exists() == IfSo.ACCEPT && home.collections().find(create.name()).isPresent()) {
      return new Answer.CreatedBefore(create.name());
    }
    DatabaseUrl source =
        Passwords.ofSource(create.source(), create.passwordFile().orElse(null), environment);
    ProtectedTables collection =
        new ProtectedTables(
            create.name(),
            source,
            create.scope().tables(source),
            create.storage().orElseGet(home::defaultStorage),
            Instant.now(clock).truncatedTo(ChronoUnit.SECONDS),
            create.options(),
            create.scope().later(),
            false);
    return new Answer.Created(collection, new CreateCollection(home).run(collection));
  }

  private Answer drop(Statement.Drop drop) {
    if (drop.missing() == IfSo.ACCEPT && home.collections().find(drop.name()).isEmpty()) {
      return new Answer.NotThere(drop.name());
    }
    return new Answer.Dropped(
        drop.name(),
        drop.order().backups(),
        new DropCollection(home, clock, listener).run(drop.name(), drop.order()));
  }

  private Answer timeline(Statement.ShowTimeline timeline) {
    home.collections().get(timeline.name());
    TimelineFilter filter = new TimelineFilter(timeline.from(), timeline.to(), timeline.table());
    return new Answer.Timeline(
        timeline.name(),
        sink ->
            new ReadTimeline(home)
                .run(timeline.name(), entry -> filter.narrowed(entry).ifPresent(sink)));
  }
}
