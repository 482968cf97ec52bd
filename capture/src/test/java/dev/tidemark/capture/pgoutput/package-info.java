@NullMarked
package dev.tidemark.capture.pgoutput;

import org.jspecify.annotations.NullMarked;
