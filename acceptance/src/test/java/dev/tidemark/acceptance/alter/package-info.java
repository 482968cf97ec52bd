/** Tables that are altered while they are captured: the data and the definition at every point. */
@NullMarked
package dev.tidemark.acceptance.alter;

import org.jspecify.annotations.NullMarked;
