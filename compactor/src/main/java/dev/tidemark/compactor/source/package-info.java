/**
 * What a backup reads: the changes between two places of the log, the timeline beside them, and the
 * rows that the chain has at their start.
 *
 * <p>Ports only. A job is a function of what they give; it does not know whether that is Kafka or a
 * list in a test.
 */
@NullMarked
package dev.tidemark.compactor.source;

import org.jspecify.annotations.NullMarked;
