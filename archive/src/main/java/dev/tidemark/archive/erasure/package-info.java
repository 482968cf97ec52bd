/**
 * Erasure of rows from backups, as if they had never been there: finds the keys of which any
 * version matches, writes the runs that have them anew without them, and all manifests after them,
 * beside those that count; one write makes the new ones count, and then what they replaced is
 * deleted.
 *
 * <p>Knows no condition and no Kafka. What it was asked for it neither keeps nor tells.
 */
@NullMarked
package dev.tidemark.archive.erasure;

import org.jspecify.annotations.NullMarked;
