/**
 * Restoring: from the archive, and nothing else, to a database or files, at exactly one sequence.
 *
 * <p>{@link dev.tidemark.restorer.Restore} is the recipe; the packages below are its steps. Nothing
 * here knows Kafka or the source.
 */
@NullMarked
package dev.tidemark.restorer;

import org.jspecify.annotations.NullMarked;
