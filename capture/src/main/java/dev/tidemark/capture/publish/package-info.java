/**
 * The collection's log in Kafka: its topics, its one transactional writer, its last checkpoint.
 *
 * <p>The only place in capture with Kafka clients. It must not know what is in an event.
 */
@NullMarked
package dev.tidemark.capture.publish;

import org.jspecify.annotations.NullMarked;
