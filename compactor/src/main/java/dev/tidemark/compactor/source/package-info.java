/**
 * What a backup reads: the changes between two places of the log, and the timeline beside them.
 *
 * <p>Ports only. A job is a function of what they give; it does not know whether that is Kafka or a
 * list in a test.
 */
@NullMarked
package dev.tidemark.compactor.source;

import org.jspecify.annotations.NullMarked;
