package dev.tidemark.app.operation;

import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.compactor.release.Release;

/**
 * What of a collection is given up.
 *
 * @param backups by its retention
 * @param topics of its topics in Kafka
 */
public record GivenUp(RetentionPlan backups, Release topics) {}
