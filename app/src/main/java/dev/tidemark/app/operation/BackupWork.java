package dev.tidemark.app.operation;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A backup, as an operation.
 *
 * @param backup takes it
 * @param outcome what of its outcome are the backups
 */
public record BackupWork<T>(Function<Listener, T> backup, Function<T, BackupResult> outcome)
    implements Underway.Work<T> {

  @Override
  public T run(Listener heard) {
    return backup.apply(heard);
  }

  @Override
  public String result(T taken) {
    BackupResult result = outcome.apply(taken);
    if (result instanceof BackupResult.Taken some) {
      return some.backups().stream()
          .map(Manifest::id)
          .map(Object::toString)
          .collect(Collectors.joining(", "));
    } else if (result instanceof BackupResult.NothingNew nothing) {
      return "nothing new since " + nothing.newest().id();
    }
    throw new AssertionError(result);
  }

  @Override
  public ProblemException cancelled(RuntimeException cause) {
    return CancelledException.backup(cause);
  }
}
