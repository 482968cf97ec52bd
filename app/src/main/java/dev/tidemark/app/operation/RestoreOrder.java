package dev.tidemark.app.operation;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.RestoreRequest;
import dev.tidemark.restorer.TableChoice;
import dev.tidemark.restorer.Target;
import java.time.Duration;

/**
 * What is to be restored.
 *
 * @param patience how long a scheduled backup may need to end, and capture to reach the point
 */
public record RestoreOrder(
    RestorePoint point,
    Target target,
    TableChoice choice,
    RestoreOptions options,
    Duration patience) {

  /** Of one archive, to a point that may be the same in other words. */
  RestoreRequest request(Archive archive, RestorePoint settled) {
    return new RestoreRequest(archive, settled, target, choice, options);
  }

  boolean isDryRun() {
    return options.extent() == RestoreOptions.Extent.PLAN;
  }
}
