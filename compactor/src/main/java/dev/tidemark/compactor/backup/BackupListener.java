package dev.tidemark.compactor.backup;

/** Hears how a job gets on, and may stop it. */
public interface BackupListener {

  /** The parts of a job, in order; a merge has the last one alone. */
  enum Step {
    /** Reading the log, counted in its offsets. */
    READ,
    /** Writing the files of an incremental, or of the first full, counted in versions. */
    WRITE,
    /** Merging a chain into a full, counted in the versions of the files read. */
    MERGE
  }

  BackupListener NONE = (step, done, total) -> true;

  /**
   * Called at the start, now and then, and at the end of each step.
   *
   * @return whether to go on; a job that is told to stop ends with a {@link
   *     BackupCancelledException} and leaves nothing
   */
  boolean progress(Step step, long done, long total);
}
