/**
 * The source's catalog: connections whose text form of values is fixed, the definitions of tables,
 * and whether the source is fit to be captured.
 *
 * <p>Owns SQL against {@code pg_catalog}. It must not know Debezium or Kafka, nor read a row of a
 * captured table.
 */
@NullMarked
package dev.tidemark.capture.catalog;

import org.jspecify.annotations.NullMarked;
