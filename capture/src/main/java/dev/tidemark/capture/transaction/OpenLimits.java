package dev.tidemark.capture.transaction;

import java.time.Duration;

/**
 * When a part of an unfinished transaction is committed, and how seldom an idle source is.
 *
 * @param changes since the last commit
 * @param bytes since the last commit
 * @param age since the first change after the last commit
 * @param idle after which a checkpoint is written though nothing was changed
 */
public record OpenLimits(long changes, long bytes, Duration age, Duration idle) {}
