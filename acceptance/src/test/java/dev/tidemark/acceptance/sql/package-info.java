/** The language, from a text to rows in a database: what docs/sql.md promises. */
@NullMarked
package dev.tidemark.acceptance.sql;

import org.jspecify.annotations.NullMarked;
