/**
 * Folding the versions of a key: from the oldest to the newest, with unchanged values filled from
 * what the batch itself knows, given out newest first.
 *
 * <p>Works on sorted records of bytes; knows no Kafka, no file of the archive, no manifest.
 */
@NullMarked
package dev.tidemark.compactor.fold;

import org.jspecify.annotations.NullMarked;
