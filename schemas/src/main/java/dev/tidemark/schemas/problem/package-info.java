/**
 * The one shape of an error that a person reads: what happened and where, and a hint of what to do.
 *
 * <p>Each module has its own subclasses, named by what the caller must do.
 */
@NullMarked
package dev.tidemark.schemas.problem;

import org.jspecify.annotations.NullMarked;
