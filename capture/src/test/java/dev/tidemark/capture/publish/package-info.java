/** Specs of the log in Kafka. */
@NullMarked
package dev.tidemark.capture.publish;

import org.jspecify.annotations.NullMarked;
