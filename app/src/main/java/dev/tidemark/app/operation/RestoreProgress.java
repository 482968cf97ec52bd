package dev.tidemark.app.operation;

import dev.tidemark.restorer.Progress;
import dev.tidemark.restorer.ProgressListener;
import java.util.Locale;

/** What the restorer says of its progress, in the words of an operation. */
record RestoreProgress(Listener listener) implements ProgressListener {

  @Override
  public void progressed(Progress progress) {
    listener.progress(
        progress.phase().name().toLowerCase(Locale.ROOT), progress.done(), progress.total());
  }
}
