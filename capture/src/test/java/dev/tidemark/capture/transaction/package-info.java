/** Specs of numbering and committing. */
@NullMarked
package dev.tidemark.capture.transaction;

import org.jspecify.annotations.NullMarked;
