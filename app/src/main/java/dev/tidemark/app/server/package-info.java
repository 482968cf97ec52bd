/**
 * What {@code start} runs: the broker, one capture a collection, scheduled backups, and the state
 * of them.
 *
 * <p>Knows no command line.
 */
@NullMarked
package dev.tidemark.app.server;

import org.jspecify.annotations.NullMarked;
