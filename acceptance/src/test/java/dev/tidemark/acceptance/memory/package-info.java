/** Big tables and big transactions in the heap that is promised for everything. */
@NullMarked
package dev.tidemark.acceptance.memory;

import org.jspecify.annotations.NullMarked;
