package dev.tidemark.app.operation;

import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.Verification;
import dev.tidemark.archive.verify.VerificationReport;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.CollectionName;

/** Verifies backups of a storage, where there is no home to ask. */
public final class VerifyStored {

  private final StoredCollections stored;
  private final Listener listener;

  public VerifyStored(StoredCollections stored, Listener listener) {
    this.stored = stored;
    this.listener = listener;
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException it cannot be verified, which says nothing
   *     of how the backups are
   */
  public VerificationReport run(CollectionName name, VerifyScope scope, Depth depth) {
    return Verification.run(stored.archive(name), scope, depth, VerifyProgress.of(listener));
  }
}
