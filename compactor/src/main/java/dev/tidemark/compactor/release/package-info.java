/**
 * Gives up of a collection's topics what backups have for good: decides up to where, and why not
 * further. Knows no schedule.
 */
@NullMarked
package dev.tidemark.compactor.release;

import org.jspecify.annotations.NullMarked;
