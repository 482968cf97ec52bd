/**
 * From a database to Kafka, exactly once: what the rest of Tidemark may ask of capture.
 *
 * <p>Holds the supervisor and its configuration. It knows no Debezium, Kafka or JDBC type; those
 * stop in the packages below.
 */
@NullMarked
package dev.tidemark.capture;

import org.jspecify.annotations.NullMarked;
