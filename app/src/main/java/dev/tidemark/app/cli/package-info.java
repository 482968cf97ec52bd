/**
 * The commands: what can be asked for, how it is explained, and how the answer is printed.
 *
 * <p>One command a file, thin: the work is done in {@code operation} and {@code server}.
 */
@NullMarked
package dev.tidemark.app.cli;

import org.jspecify.annotations.NullMarked;
