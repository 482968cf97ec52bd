/**
 * The layout under --home: collections, secrets, locks, and what a running server says of itself.
 *
 * <p>Knows files only: no Kafka, no database, no command.
 */
@NullMarked
package dev.tidemark.app.home;

import org.jspecify.annotations.NullMarked;
