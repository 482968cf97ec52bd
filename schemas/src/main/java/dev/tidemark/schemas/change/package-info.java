/**
 * Names for places in history: sequences, change ids, transactions, tables, collections.
 *
 * <p>Nothing here knows a database, Kafka or a file. {@link dev.tidemark.schemas.change.Sequence}
 * is the only ordering the rest of Tidemark may use.
 */
@NullMarked
package dev.tidemark.schemas.change;

import org.jspecify.annotations.NullMarked;
