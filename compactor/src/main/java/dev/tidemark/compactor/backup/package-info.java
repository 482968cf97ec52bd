/**
 * Taking a backup: one bounded job over one range of the log, or one merge of a chain, which ends
 * with a manifest or leaves the archive as it was.
 *
 * <p>{@link dev.tidemark.compactor.backup.Backups} is the way in.
 */
@NullMarked
package dev.tidemark.compactor.backup;

import org.jspecify.annotations.NullMarked;
