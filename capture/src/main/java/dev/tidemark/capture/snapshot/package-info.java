/**
 * The tables as they were at the slot's consistent point, read by COPY.
 *
 * <p>Owns the order in which publication, slot and snapshot are made. It must not know how rows are
 * encoded or kept.
 */
@NullMarked
package dev.tidemark.capture.snapshot;

import org.jspecify.annotations.NullMarked;
