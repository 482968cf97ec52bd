/** Specs of the watch over a source. */
@NullMarked
package dev.tidemark.capture.watch;

import org.jspecify.annotations.NullMarked;
