/**
 * What is due when: a function of a policy, the backups there are, and the time.
 *
 * <p>Takes no backup and starts no thread.
 */
@NullMarked
package dev.tidemark.compactor.schedule;

import org.jspecify.annotations.NullMarked;
