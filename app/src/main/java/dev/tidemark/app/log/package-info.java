/**
 * Where log lines go: warnings to stderr; for the server a bounded file as well.
 *
 * <p>The only package that knows the logger behind SLF4J.
 */
@NullMarked
package dev.tidemark.app.log;

import org.jspecify.annotations.NullMarked;
