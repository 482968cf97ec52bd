/**
 * From a change in the source's text to the bytes of an event: which definition a table's rows
 * have, and their encoding.
 *
 * <p>It knows rows and schemas, and neither where changes come from nor what Kafka is.
 */
@NullMarked
package dev.tidemark.capture.event;

import org.jspecify.annotations.NullMarked;
