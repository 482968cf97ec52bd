/**
 * The core of capture: source events in, numbered changes and checkpoints out, and what to skip
 * after a crash.
 *
 * <p>Pure: it reads no clock, does no IO of its own, and knows neither Debezium nor Kafka.
 */
@NullMarked
package dev.tidemark.capture.transaction;

import org.jspecify.annotations.NullMarked;
