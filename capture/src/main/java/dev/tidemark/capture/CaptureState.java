package dev.tidemark.capture;

/** What a capture is doing. */
public enum CaptureState {
  /** Connecting: to Kafka, to the source, or again after an error. */
  STARTING,
  /** Reading the tables as they were when the slot was made. */
  SNAPSHOTTING,
  /** Following the source. */
  STREAMING,
  /** History was lost between the last checkpoint and what the source still has. */
  GAP,
  /** Closed, or stopped by an error that trying again cannot mend. */
  STOPPED
}
