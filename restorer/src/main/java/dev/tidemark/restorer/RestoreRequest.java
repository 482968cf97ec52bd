package dev.tidemark.restorer;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.RestorePoint;

/**
 * What is to be restored, from where, to where.
 *
 * @param archive of one collection
 * @param point resolved to one sequence of it
 */
public record RestoreRequest(
    Archive archive,
    RestorePoint point,
    Target target,
    TableChoice choice,
    RestoreOptions options) {

  /** All tables, with the defaults. */
  public static RestoreRequest of(Archive archive, RestorePoint point, Target target) {
    return new RestoreRequest(archive, point, target, TableChoice.ALL, RestoreOptions.DEFAULT);
  }

  public RestoreRequest with(TableChoice other) {
    return new RestoreRequest(archive, point, target, other, options);
  }

  public RestoreRequest with(RestoreOptions other) {
    return new RestoreRequest(archive, point, target, choice, other);
  }
}
