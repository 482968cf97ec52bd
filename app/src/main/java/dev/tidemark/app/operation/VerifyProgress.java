package dev.tidemark.app.operation;

import dev.tidemark.archive.verify.VerifyListener;

/** What a verification says of its progress, in the words of an operation. */
final class VerifyProgress {

  private VerifyProgress() {}

  /** An interrupt of the thread stops it; the listener never does. */
  static VerifyListener of(Listener listener) {
    return (done, total) -> {
      listener.progress("verifying", done, total);
      return true;
    };
  }
}
