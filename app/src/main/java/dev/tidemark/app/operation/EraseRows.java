package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.archive.erasure.Erasure;
import dev.tidemark.archive.erasure.ErasureCancelledException;
import dev.tidemark.archive.erasure.ErasureListener;
import dev.tidemark.archive.erasure.ErasureReport;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.Storages;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.compactor.release.Release;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes rows out of everything that Tidemark keeps of a collection: back up what is captured, erase
 * from the backups, release the topics. What is asked for is written down nowhere.
 */
public final class EraseRows {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public EraseRows(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @throws dev.tidemark.archive.erasure.ErasureException it cannot be erased, as when it is there
   *     still in the source
   * @throws ProblemException it is not erased; unless the hint says that it may be
   */
  public ErasedRows run(CollectionName name, EraseOrder order) {
    ProtectedTables collection = home.collections().get(name);
    // Before anything is written down: what is wrong with a condition tells what it says.
    var unused = ErasableTables.of(archive(collection)).matches(order.conditions());
    String what = order.isDryRun() ? "erasure, dry run" : "erasure";
    return Underway.asked(home, name, what, clock, listener)
        .run(order.patience(), new Work(name, order));
  }

  private Archive archive(ProtectedTables collection) {
    return CollectionArchive.of(home, collection);
  }

  private final class Work implements Underway.Work<ErasedRows> {

    private final CollectionName name;
    private final EraseOrder order;

    Work(CollectionName name, EraseOrder order) {
      this.name = name;
      this.order = order;
    }

    @Override
    public ErasedRows run(Listener heard) {
      ProtectedTables collection = home.collections().get(name);
      return order.isDryRun() ? plan(collection, heard) : erase(collection, heard);
    }

    private ErasedRows plan(ProtectedTables collection, Listener heard) {
      Archive archive = archive(collection);
      ErasableTables tables = ErasableTables.of(archive);
      ErasureReport report =
          Erasure.plan(archive, tables.matchesAgain(order.conditions()), progress(heard));
      heard.note("what was captured after " + report.upTo() + " was not looked through");
      tell(report, tables, heard);
      return new ErasedRows(report, Optional.empty());
    }

    private ErasedRows erase(ProtectedTables collection, Listener heard) {
      Deployment deployment = Deployment.withKafka(home, collection);
      backUp(deployment, collection, heard);
      Archive archive = archive(collection);
      ErasableTables tables = ErasableTables.of(archive);
      ErasureReport report =
          Erasure.run(
              archive,
              tables.matchesAgain(order.conditions()),
              Instant.now(clock),
              progress(heard));
      tell(report, tables, heard);
      tellOfPlace(collection, report, heard);
      return new ErasedRows(report, topics(deployment, collection, report, heard));
    }

    /** What only Kafka has is not to be forgotten, and needs nothing that is erased. */
    private void backUp(Deployment deployment, ProtectedTables collection, Listener heard) {
      Caught caught =
          new CatchUp(deployment, collection, Markers.named("erase", Instant.now(clock)), heard)
              .awaitNow(order.patience());
      caught
          .shortfall()
          .ifPresent(why -> heard.note(why + ": what comes after that is not looked through"));
      BackupResult unused =
          new BackupJob(deployment, collection, clock, heard)
              .take(BackupKind.INCREMENTAL, Optional.of(caught.end()));
    }

    private Optional<Release> topics(
        Deployment deployment, ProtectedTables collection, ErasureReport report, Listener heard) {
      if (order.topics() == EraseOrder.Topics.KEEP) {
        heard.note("the topics of changes in Kafka are kept: they have the rows as before");
        return Optional.empty();
      }
      Release release = released(deployment, collection, report);
      if (release instanceof Release.Nothing nothing) {
        heard.note("the topics of changes in Kafka have the rows still: " + nothing.reason());
      }
      return Optional.of(release);
    }

    /** Once it is erased from the backups nobody may be told that it is not. */
    private Release released(
        Deployment deployment, ProtectedTables collection, ErasureReport report) {
      try {
        return ReleaseTopics.ofAll(deployment, collection).run(Instant.now(clock));
      } catch (ProblemException e) {
        if (report.generation().isEmpty()) {
          throw e;
        }
        return new Release.Nothing(e.getMessage() + "; the same statement tries it again");
      }
    }

    @Override
    public String result(ErasedRows erased) {
      ErasureReport report = erased.backups();
      return report.keys()
          + " rows "
          + (order.isDryRun() ? "would be erased" : "erased")
          + ", "
          + report.versions()
          + " versions in "
          + report.runs()
          + " files of "
          + report.backups()
          + " backups";
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return cause instanceof ErasureCancelledException
          ? CancelledException.erasure(cause)
          : CancelledException.erasureSomewhere(cause);
    }
  }

  private static ErasureListener progress(Listener heard) {
    return (step, done, total) -> {
      heard.progress(step.name().toLowerCase(Locale.ROOT), done, total);
      return true;
    };
  }

  private static void tell(ErasureReport report, ErasableTables tables, Listener heard) {
    Set<TableId> erased =
        report.tables().stream()
            .filter(table -> table.keys() > 0)
            .map(ErasureReport.Erased::table)
            .collect(Collectors.toSet());
    Set<TableId> named =
        report.tables().stream().map(ErasureReport.Erased::table).collect(Collectors.toSet());
    tables.otherNames(named).forEach(heard::note);
    tables.referring(erased, named).forEach(heard::note);
    for (ErasureReport.Erased table : report.tables()) {
      if (table.untold() > 0) {
        heard.note(
            table.untold()
                + " versions of rows of "
                + table.table()
                + " are from when it had other columns, and whether they are meant cannot be told");
      }
    }
  }

  private static void tellOfPlace(
      ProtectedTables collection, ErasureReport report, Listener heard) {
    report.kept().forEach(file -> heard.note(file.reason() + "; retention tries it again"));
    report
        .unfinished()
        .ifPresent(
            why ->
                heard.note(
                    "it is erased, and files are left that nothing reads: "
                        + why
                        + "; the same statement, or retention, deletes them"));
    if (report.generation().isEmpty()) {
      return;
    }
    if (Storages.isCluster(collection.storage())) {
      heard.note(
          "Kafka removes the bytes of what was deleted when it compacts "
              + collection.name()
              + ".archive-chunks");
    } else if ("s3".equals(collection.storage().getScheme())) {
      heard.note(
          "what the bucket keeps of deleted objects, for its versions or an object lock, stays there"
              + " as hidden versions until its own rules end it");
    }
  }
}
