/**
 * Keeps an eye on the source beside its change stream: touches it, so that an idle one moves on,
 * and notices when it has gone silent.
 */
@NullMarked
package dev.tidemark.capture.watch;

import org.jspecify.annotations.NullMarked;
