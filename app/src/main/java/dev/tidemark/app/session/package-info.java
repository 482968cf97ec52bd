/**
 * Statements carried out: each by the operation that the command line calls as well. Where
 * everything comes together for whoever uses Tidemark as a library.
 *
 * <p>Prints nothing.
 */
@NullMarked
package dev.tidemark.app.session;

import org.jspecify.annotations.NullMarked;
