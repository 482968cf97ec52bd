package dev.tidemark.restorer;

import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.plan.RestorePlan.Planned;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.restorer.Progress.Phase;
import dev.tidemark.restorer.file.FileDestination;
import dev.tidemark.restorer.filter.CorrectConditionException;
import dev.tidemark.restorer.filter.RowFilter;
import dev.tidemark.restorer.load.Completion;
import dev.tidemark.restorer.load.Destination;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.load.Loader;
import dev.tidemark.restorer.load.Published;
import dev.tidemark.restorer.load.RestoreCancelledException;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.select.TableSelection;
import dev.tidemark.restorer.target.DatabaseDestination;
import dev.tidemark.restorer.target.LookAtTargetException;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.schemas.change.TableId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A restore: select, plan, validate, load, finish. Until the last step has committed, the target is
 * as it was; if anything fails or the thread is interrupted, it stays so.
 */
public final class Restore {

  private final RestoreRequest request;
  private final ProgressListener listener;
  private final RandomGenerator random;

  private Restore(RestoreRequest request, ProgressListener listener, RandomGenerator random) {
    this.request = request;
    this.listener = listener;
    this.random = random;
  }

  /**
   * Restores, on the calling thread and as many others as the request allows.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException it could not be done; each subclass says
   *     by its name what the caller must do
   */
  public static RestoreReport run(RestoreRequest request, ProgressListener listener) {
    try {
      return new Restore(request, listener, new SecureRandom()).run();
    } catch (RestoreCancelledException e) {
      // Not before: what was begun had to be undone first.
      Thread.currentThread().interrupt();
      throw e;
    } catch (LookAtTargetException e) {
      // Interrupted or not: perhaps everything was published.
      throw e;
    } catch (RuntimeException e) {
      // An interrupt in the middle of reading looks like a broken file.
      throw Thread.currentThread().isInterrupted() ? new RestoreCancelledException(e) : e;
    }
  }

  private RestoreReport run() {
    Selection selection = new Selection(request.archive());
    ResolvedPoint point = selection.resolve(request.point());
    Planned plan = selection.plan(point.sequence());
    List<ArchiveRows> tables = select(plan, selection);
    List<String> description = PlanDescription.of(point, plan, tables, request);
    if (request.options().extent() == RestoreOptions.Extent.PLAN) {
      return new RestoreReport(point, description, new RestoreReport.PlanOnly());
    }
    ProgressMeter progress = new ProgressMeter(listener, tables.size());
    try (Destination destination = open(tables)) {
      validate(plan, tables, destination, progress);
      SortedMap<TableId, Checksum> loaded = load(tables, destination, progress);
      if (request.options().extent() == RestoreOptions.Extent.REHEARSAL) {
        destination.rehearse();
        return new RestoreReport(
            point, description, new RestoreReport.Rehearsed(named(tables, loaded)));
      }
      RestoreReport.Restored restored =
          finish(point, loaded, PlanDescription.leftOut(plan), destination, progress);
      return new RestoreReport(point, description, restored);
    }
  }

  private List<ArchiveRows> select(Planned plan, Selection selection) {
    requireKnown(plan);
    Map<TableId, TablePlan> plans =
        plan.tables().stream()
            .collect(Collectors.toMap(table -> table.definition().id(), Function.identity()));
    List<RestoredTable> chosen =
        TableSelection.select(
            plan.tables().stream().map(TablePlan::definition).toList(),
            request.choice().tables(),
            request.choice().schemas(),
            table -> selection.whyAbsent(table, plan.sequence()));
    if (request.choice().rows().isPresent() && chosen.size() > 1) {
      throw CorrectConditionException.severalTables(
          chosen.stream().map(RestoredTable::source).toList());
    }
    if (request.choice().rows().isPresent() && chosen.stream().anyMatch(this::isInPlace)) {
      throw CorrectConditionException.inPlaceOfAll(chosen.get(0).source());
    }
    return chosen.stream()
        .map(
            table ->
                new ArchiveRows(
                    table,
                    Objects.requireNonNull(plans.get(table.source())),
                    request.archive().storage(),
                    plan.sequence(),
                    request.choice().rows().map(rows -> RowFilter.of(rows, table.definition()))))
        .toList();
  }

  /** Whether it may replace a table of a database that has its name in the source. */
  private boolean isInPlace(RestoredTable table) {
    return request.target() instanceof Target.DatabaseTarget
        && request.options().existing() == ExistingTables.REPLACE
        && table.name().equals(table.source());
  }

  /**
   * A restore of all tables is none without those that are not known at the point. Of one that was
   * just coming into the collection nothing was promised: unless it is asked for, it is left out.
   */
  private void requireKnown(Planned plan) {
    Set<TableId> wanted = request.choice().tables();
    List<ObscuredWindow> unknown =
        plan.obscured().stream()
            .filter(
                window -> wanted.isEmpty() ? !window.isJoining() : wanted.contains(window.table()))
            .toList();
    if (!unknown.isEmpty()) {
      throw new Refusals(request.archive().collection()).obscured(unknown);
    }
  }

  private void validate(
      Planned plan, List<ArchiveRows> tables, Destination destination, ProgressMeter progress) {
    destination.validate();
    new FileCheck(request.archive(), progress).run(plan, tables);
  }

  private SortedMap<TableId, Checksum> load(
      List<ArchiveRows> tables, Destination destination, ProgressMeter progress) {
    progress.begin(Phase.LOAD, tables.stream().mapToLong(ArchiveRows::weight).sum());
    destination.prepare();
    RestoreOptions options = request.options();
    return new Loader(destination, options.verification(), options.parallelism(), progress)
        .load(tables);
  }

  /** By their names in the source: what they were called on the target is of no matter any more. */
  private static SortedMap<TableId, Checksum> named(
      List<ArchiveRows> tables, SortedMap<TableId, Checksum> loaded) {
    SortedMap<TableId, Checksum> named = new TreeMap<>();
    tables.forEach(
        rows ->
            named.put(
                rows.table().source(), Objects.requireNonNull(loaded.get(rows.table().name()))));
    return named;
  }

  /** Every table has been verified by now: what is left is to let it be seen. */
  private RestoreReport.Restored finish(
      ResolvedPoint point,
      SortedMap<TableId, Checksum> loaded,
      List<String> leftOut,
      Destination destination,
      ProgressMeter progress) {
    progress.begin(Phase.FINISH, 0);
    Completion completion =
        new Completion(point.sequence(), point.commit().map(commit -> commit.time()), loaded);
    Published published = destination.publish(completion);
    List<String> notes = new ArrayList<>(leftOut);
    notes.addAll(published.notes());
    return new RestoreReport.Restored(
        loaded, request.options().verification(), published.skipped(), notes);
  }

  private Destination open(List<ArchiveRows> tables) {
    byte[] suffix = new byte[6];
    random.nextBytes(suffix);
    String name = HexFormat.of().formatHex(suffix);
    List<RestoredTable> restored = tables.stream().map(ArchiveRows::table).toList();
    if (request.target() instanceof Target.DatabaseTarget database) {
      return DatabaseDestination.open(database.url(), restored, request.options().existing(), name);
    } else if (request.target() instanceof Target.FileTarget file) {
      return FileDestination.of(file.directory(), request.options().existing(), name);
    }
    throw new AssertionError(request.target());
  }
}
