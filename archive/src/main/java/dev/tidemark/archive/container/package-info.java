/**
 * Avro object container files as the archive has them: the same records give the same bytes,
 * records pass through encoded, and a reader trusts nothing it reads, not even a length.
 *
 * <p>Knows no version, no timeline and no manifest.
 */
@NullMarked
package dev.tidemark.archive.container;

import org.jspecify.annotations.NullMarked;
