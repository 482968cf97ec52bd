/**
 * Sorting more than fits into memory: records of bytes go in in any order and come out sorted, as
 * often as wanted, within a fixed memory budget and with temporary files that never outlive the
 * job.
 *
 * <p>Knows bytes and an order of them; knows no change, table or backup.
 */
@NullMarked
package dev.tidemark.compactor.sort;

import org.jspecify.annotations.NullMarked;
