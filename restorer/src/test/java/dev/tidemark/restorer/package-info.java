/**
 * Specs of the restorer, and what they share: a server, table definitions, an archive in memory.
 */
@NullMarked
package dev.tidemark.restorer;

import org.jspecify.annotations.NullMarked;
