/**
 * The oracle: what a restore gives at every sequence against what the source held at that commit.
 */
@NullMarked
package dev.tidemark.acceptance.oracle;

import org.jspecify.annotations.NullMarked;
