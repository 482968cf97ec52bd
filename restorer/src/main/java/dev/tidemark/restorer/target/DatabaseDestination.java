package dev.tidemark.restorer.target;

import dev.tidemark.restorer.ddl.ForeignKeys;
import dev.tidemark.restorer.ddl.Skipped;
import dev.tidemark.restorer.ddl.SkippedTrigger;
import dev.tidemark.restorer.ddl.Staging;
import dev.tidemark.restorer.ddl.Triggers;
import dev.tidemark.restorer.load.Completion;
import dev.tidemark.restorer.load.Destination;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.load.Published;
import dev.tidemark.restorer.load.TableDestination;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.problem.ProblemException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL database. Tables are built in staging schemas and moved to their place in one
 * transaction; the staging schemas vanish in the same one, so their absence is the proof that it
 * was committed.
 */
public final class DatabaseDestination implements Destination {

  private final DatabaseUrl url;
  private final List<RestoredTable> tables;
  private final ExistingTables policy;
  private final Staging staging;
  private final Blueprint blueprint;
  private final Session control;
  private final Workers workers;
  private State state = State.UNTOUCHED;

  private enum State {
    UNTOUCHED,
    PREPARED,
    PUBLISHED
  }

  private DatabaseDestination(
      DatabaseUrl url, List<RestoredTable> tables, ExistingTables policy, Staging staging) {
    this.url = url;
    this.tables = List.copyOf(tables);
    this.policy = policy;
    this.staging = staging;
    this.blueprint = new Blueprint(this.tables, staging);
    this.control = Session.open(url);
    this.workers = new Workers(url, tables.size());
  }

  /**
   * Connects.
   *
   * @param suffix random hexadecimal digits that name the staging schemas
   * @throws CheckTargetException the target does not answer or does not let the user in
   */
  public static DatabaseDestination open(
      DatabaseUrl url, List<RestoredTable> tables, ExistingTables policy, String suffix) {
    return new DatabaseDestination(url, tables, policy, Staging.of(suffix, tables));
  }

  @Override
  public void validate() {
    Obstacles obstacles = new Obstacles(control, url.place());
    obstacles.requireNewEnough(tables);
    List<TableId> existing = obstacles.existing(tables, policy);
    control.begin();
    try {
      blueprint.createEmpty(control);
      tables.forEach(table -> control.run(blueprint.afterData(table).all()));
      control.run(blueprint.foreignKeys().statements());
      List<SkippedTrigger> unused =
          blueprint.publish(control, existing, blueprint.triggers(control));
    } finally {
      control.rollback();
    }
  }

  @Override
  public void prepare() {
    StagingArea area = new StagingArea(control);
    area.removeLeftovers();
    area.claim(staging.name());
    control.begin();
    try {
      blueprint.createEmpty(control);
      state = State.PREPARED;
      control.commit();
    } catch (SQLException e) {
      throw control.errors().broken("the empty tables", e);
    } catch (ProblemException e) {
      control.rollback();
      throw e;
    }
  }

  @Override
  public TableDestination open(RestoredTable table, long toAddUp) {
    return new CopiedTable(
        table, staging.table(table), blueprint.afterData(table), toAddUp, workers);
  }

  @Override
  public void cancel() {
    workers.cancel();
  }

  @Override
  public void rehearse() {
    control.run(blueprint.foreignKeys().statements());
  }

  @Override
  public Published publish(Completion completion) {
    ForeignKeys foreignKeys = blueprint.foreignKeys();
    control.run(foreignKeys.statements());
    List<TableId> existing = new Obstacles(control, url.place()).existing(tables, policy);
    Triggers triggers = blueprint.triggers(control);
    List<Skipped> skipped = new ArrayList<>(foreignKeys.skipped());
    control.begin();
    try {
      skipped.addAll(blueprint.publish(control, existing, triggers));
    } catch (ProblemException e) {
      control.rollback();
      throw e;
    }
    commit();
    state = State.PUBLISHED;
    return new Published(skipped, List.of());
  }

  private void commit() {
    try {
      control.commit();
    } catch (SQLException e) {
      if (!TargetErrors.isConnectionLost(e)) {
        throw control.errors().broken("the finished tables", e);
      }
      if (isStillStaged(e)) {
        throw control.errors().broken("the finished tables", e);
      }
    }
  }

  /** The answer to COMMIT was lost: the staging schemas tell what it would have been. */
  private boolean isStillStaged(SQLException lost) {
    try (Session again = Session.open(url)) {
      StagingArea area = new StagingArea(again);
      // The lost session holds it to its end: with it, the outcome is decided.
      area.claim(staging.name());
      return area.exists(staging);
    } catch (ProblemException e) {
      lost.addSuppressed(e);
      state = State.PUBLISHED;
      throw lookAtTarget(lost);
    }
  }

  private LookAtTargetException lookAtTarget(Exception cause) {
    return new LookAtTargetException(
        "the connection to " + url.place() + " was lost while the tables were put in place",
        "If schema "
            + staging.name()
            + " exists there, nothing was published: restore again."
            + " If it does not, the restore is complete.",
        cause);
  }

  @Override
  public void close() {
    workers.close();
    control.close();
    if (state == State.PREPARED) {
      undo();
    }
  }

  /**
   * On a connection of its own, for the one of this restore may be broken; and not before that has
   * ended on the server, too, which may still be at work.
   */
  private void undo() {
    workers.cancel();
    try (Session session = Session.open(url)) {
      StagingArea area = new StagingArea(session);
      try {
        area.claim(staging.name());
      } catch (ProblemException e) {
        throw lookAtTarget(e);
      }
      area.remove(staging.name());
    }
  }
}
