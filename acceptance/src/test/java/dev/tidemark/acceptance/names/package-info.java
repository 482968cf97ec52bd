/** Names of schemas, tables and columns as nobody gives them, and somebody has. */
@NullMarked
package dev.tidemark.acceptance.names;

import org.jspecify.annotations.NullMarked;
