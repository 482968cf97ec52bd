/**
 * What a table looks like: columns with the source's own types, keys, indexes, constraints, owned
 * sequences. Definitions are values: read from a catalog elsewhere, recorded on the timeline and in
 * manifests, and turned into DDL elsewhere.
 */
@NullMarked
package dev.tidemark.schemas.table;

import org.jspecify.annotations.NullMarked;
