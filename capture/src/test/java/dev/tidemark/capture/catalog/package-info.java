/** Specs of the catalog: of a table's definition part by part, and of what a source has to be. */
@NullMarked
package dev.tidemark.capture.catalog;

import org.jspecify.annotations.NullMarked;
