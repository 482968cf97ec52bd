/**
 * The timeline of a collection: what was committed when, in order, and how far capture has come.
 * Written by capture, one {@link dev.tidemark.schemas.timeline.Checkpoint} a batch; read by
 * everyone.
 */
@NullMarked
package dev.tidemark.schemas.timeline;

import org.jspecify.annotations.NullMarked;
