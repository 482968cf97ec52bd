/** Specs of reading a snapshot. */
@NullMarked
package dev.tidemark.capture.snapshot;

import org.jspecify.annotations.NullMarked;
