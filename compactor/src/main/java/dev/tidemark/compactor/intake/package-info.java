/**
 * The log of a collection in Kafka: its tables' topics, its timeline and its schemas, read as far
 * as they are committed.
 *
 * <p>The only place in the compactor that knows Kafka. It decodes checkpoints, and no change.
 */
@NullMarked
package dev.tidemark.compactor.intake;

import org.jspecify.annotations.NullMarked;
