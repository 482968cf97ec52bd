/** Specs of encoding events. */
@NullMarked
package dev.tidemark.capture.event;

import org.jspecify.annotations.NullMarked;
