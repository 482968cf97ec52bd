package dev.tidemark.app.operation;

import dev.tidemark.archive.erasure.ErasureReport;
import dev.tidemark.compactor.release.Release;
import java.util.Optional;

/**
 * What was erased of a collection, or would be.
 *
 * @param backups from its backups
 * @param topics what its topics in Kafka have lost; empty when they are kept, or it is only a plan
 */
public record ErasedRows(ErasureReport backups, Optional<Release> topics) {}
