/**
 * History that was lost: what is told of it, what can be restored all the same, and how it goes on.
 * docs/gaps.md is the table of these cases.
 */
@NullMarked
package dev.tidemark.acceptance.gap;

import org.jspecify.annotations.NullMarked;
