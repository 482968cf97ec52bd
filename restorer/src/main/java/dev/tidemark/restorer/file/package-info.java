/**
 * A directory as the destination of a restore: one Avro container file a table, and a marker that
 * says all are there. Rows go in as they come; nothing is decoded.
 */
@NullMarked
package dev.tidemark.restorer.file;

import org.jspecify.annotations.NullMarked;
