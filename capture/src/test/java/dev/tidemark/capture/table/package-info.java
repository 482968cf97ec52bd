@NullMarked
package dev.tidemark.capture.table;

import org.jspecify.annotations.NullMarked;
