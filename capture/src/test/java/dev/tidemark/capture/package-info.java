/** Specs of capture against a real server, with a log in memory. */
@NullMarked
package dev.tidemark.capture;

import org.jspecify.annotations.NullMarked;
