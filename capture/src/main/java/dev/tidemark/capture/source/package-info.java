/**
 * The change stream of a PostgreSQL source, through Debezium's embedded engine.
 *
 * <p>The only place with Debezium's and Kafka Connect's types. It must not know how changes are
 * encoded or kept.
 */
@NullMarked
package dev.tidemark.capture.source;

import org.jspecify.annotations.NullMarked;
