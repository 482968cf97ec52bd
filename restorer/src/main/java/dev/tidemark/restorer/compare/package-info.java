/**
 * Whether an archive holds what its source holds: the rows of both at one sequence, compared by
 * digests, and looked at closer where those differ. It knows the source only as rows of text, and
 * never keeps a value of a row but its key.
 */
@NullMarked
package dev.tidemark.restorer.compare;

import org.jspecify.annotations.NullMarked;
