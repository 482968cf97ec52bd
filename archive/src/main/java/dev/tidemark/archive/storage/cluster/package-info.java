/**
 * A Kafka cluster as a storage: files as chunks on one topic, and an index of whole files on
 * another (docs/format.md, "Backups in the cluster"). Kafka's types stop here.
 *
 * <p>It knows paths and bytes, and nothing of the events that the same cluster holds.
 */
@NullMarked
package dev.tidemark.archive.storage.cluster;

import org.jspecify.annotations.NullMarked;
