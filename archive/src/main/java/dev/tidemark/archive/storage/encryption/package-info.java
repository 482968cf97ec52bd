/**
 * Files encrypted before they leave: a decorator of any storage, its keys, and what wraps them: a
 * master key those of a collection, and these the data keys of its backups. The only package that
 * knows Tink.
 *
 * <p>Belongs above what repeats calls, so that all attempts carry the same bytes.
 */
@NullMarked
package dev.tidemark.archive.storage.encryption;

import org.jspecify.annotations.NullMarked;
