/**
 * The one kind of data file: versions of a table's rows, sorted by key, then newest first. Writes
 * and reads them without decoding a row (of runs of incrementals, its integers), and checks both
 * ways.
 *
 * <p>Knows no manifest, no backup and no rule about which versions count.
 */
@NullMarked
package dev.tidemark.archive.run;

import org.jspecify.annotations.NullMarked;
