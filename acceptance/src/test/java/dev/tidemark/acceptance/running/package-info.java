/**
 * Tidemark as a user runs it: a home, commands given to it, and {@code start} as a process of its
 * own. It looks at nothing inside.
 */
@NullMarked
package dev.tidemark.acceptance.running;

import org.jspecify.annotations.NullMarked;
