/**
 * A bucket of an S3-compatible store as a storage. The SDK's types stop here.
 *
 * <p>It repeats nothing by itself, the SDK's own repetitions are off: a conditional write that was
 * repeated behind our back would lose against itself. {@link
 * dev.tidemark.archive.storage.RetryingStorage} knows what a repetition means.
 */
@NullMarked
package dev.tidemark.archive.storage.s3;

import org.jspecify.annotations.NullMarked;
