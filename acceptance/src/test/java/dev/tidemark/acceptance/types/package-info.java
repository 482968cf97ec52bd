/**
 * Every type a user would store, through snapshot and stream and back: compared by the server's own
 * text output.
 */
@NullMarked
package dev.tidemark.acceptance.types;

import org.jspecify.annotations.NullMarked;
