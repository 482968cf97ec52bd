/** Specs of the catalog. */
@NullMarked
package dev.tidemark.capture.catalog;

import org.jspecify.annotations.NullMarked;
