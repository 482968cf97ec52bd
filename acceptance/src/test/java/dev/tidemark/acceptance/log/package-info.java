/** What a collection's topics hold, read as any consumer reads them: committed records only. */
@NullMarked
package dev.tidemark.acceptance.log;

import org.jspecify.annotations.NullMarked;
