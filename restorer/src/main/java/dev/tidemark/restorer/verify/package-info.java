/**
 * Whether what was loaded is what was read: sums over rows that do not depend on their order. It
 * knows rows as bytes only.
 */
@NullMarked
package dev.tidemark.restorer.verify;

import org.jspecify.annotations.NullMarked;
