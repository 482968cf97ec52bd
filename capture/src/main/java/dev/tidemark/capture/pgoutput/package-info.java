/**
 * The messages of PostgreSQL's logical replication protocol, version 1, as the output plugin
 * pgoutput writes them: bytes in, values out. See PostgreSQL's documentation, "Logical Replication
 * Message Formats".
 *
 * <p>It knows no connection, and not what becomes of a change.
 */
@NullMarked
package dev.tidemark.capture.pgoutput;

import org.jspecify.annotations.NullMarked;
