/**
 * The change event on a table's topic: its envelope, which consumers of Debezium topics can read,
 * its key and headers, the names of topics, and how schemas travel beside them.
 */
@NullMarked
package dev.tidemark.schemas.event;

import org.jspecify.annotations.NullMarked;
