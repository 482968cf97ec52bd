package dev.tidemark.archive.verify;

import dev.tidemark.schemas.problem.ProblemException;

/** The verification was told to stop. It has changed nothing, and found nothing out. */
public final class VerificationCancelledException extends ProblemException {
  VerificationCancelledException() {
    super("the verification was stopped", "Nothing was changed. Run it again to have an answer.");
  }
}
