/** Specs of the engine's settings. */
@NullMarked
package dev.tidemark.capture.source;

import org.jspecify.annotations.NullMarked;
