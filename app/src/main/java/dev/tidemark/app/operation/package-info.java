/**
 * What a person can ask for, one class a request; the commands call them and print the result.
 *
 * <p>Knows no command line and prints nothing.
 */
@NullMarked
package dev.tidemark.app.operation;

import org.jspecify.annotations.NullMarked;
