/**
 * The prompt: lines from a person, with history, completion and statements over several lines. The
 * only place that knows JLine.
 *
 * <p>Knows when a statement is complete and how it can go on, not what it does.
 */
@NullMarked
package dev.tidemark.app.prompt;

import org.jspecify.annotations.NullMarked;
