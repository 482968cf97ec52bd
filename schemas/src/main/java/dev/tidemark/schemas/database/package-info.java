/** How a database is reached: its address, and the secret that is never shown. */
@NullMarked
package dev.tidemark.schemas.database;

import org.jspecify.annotations.NullMarked;
