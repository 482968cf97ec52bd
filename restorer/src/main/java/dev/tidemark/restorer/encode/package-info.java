/**
 * Avro rows as the lines of a PostgreSQL {@code COPY}, and back: bytes to bytes, one encoder
 * compiled for each row schema, nothing made per row. It knows the two forms of COPY and neither a
 * connection nor the archive.
 */
@NullMarked
package dev.tidemark.restorer.encode;

import org.jspecify.annotations.NullMarked;
