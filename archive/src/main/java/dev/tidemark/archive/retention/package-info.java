/**
 * What of the backups need not be kept, and how it is given up: a pure plan from manifests, policy
 * and clock, and its execution, which may be broken off between any two calls.
 *
 * <p>Knows no schedule and no Kafka.
 */
@NullMarked
package dev.tidemark.archive.retention;

import org.jspecify.annotations.NullMarked;
