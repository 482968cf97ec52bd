/** Sudden death: of the process that captures, backs up and holds the broker. */
@NullMarked
package dev.tidemark.acceptance.crash;

import org.jspecify.annotations.NullMarked;
