/**
 * The servers that everything is measured on: PostgreSQL, a Kafka broker, Tidemark itself. JDBC and
 * Kafka types stop here.
 */
@NullMarked
package dev.tidemark.benchmarks.server;

import org.jspecify.annotations.NullMarked;
