/**
 * Every type a column may have, brought through the whole pipeline and compared in the server's own
 * text. It owns the values that are hard to keep; it knows nothing of how they are kept.
 */
@NullMarked
package dev.tidemark.acceptance.types;

import org.jspecify.annotations.NullMarked;
