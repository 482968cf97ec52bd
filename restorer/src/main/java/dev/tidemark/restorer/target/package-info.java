/**
 * A PostgreSQL database as the destination of a restore: connections, staging schemas, COPY and
 * publication. The only place that knows JDBC and the driver. What to make is decided in {@code
 * ddl}, what to send in {@code encode}.
 */
@NullMarked
package dev.tidemark.restorer.target;

import org.jspecify.annotations.NullMarked;
