package dev.tidemark.restorer;

/** Told how far a restore has come: by several threads, but one at a time. It must be quick. */
@FunctionalInterface
public interface ProgressListener {

  ProgressListener NONE = progress -> {};

  void progressed(Progress progress);
}
