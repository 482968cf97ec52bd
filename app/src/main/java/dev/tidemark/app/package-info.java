/**
 * The program: where it begins, and nothing else.
 *
 * <p>The commands are in {@code cli}, what they do in {@code operation} and {@code server}.
 */
@NullMarked
package dev.tidemark.app;

import org.jspecify.annotations.NullMarked;
