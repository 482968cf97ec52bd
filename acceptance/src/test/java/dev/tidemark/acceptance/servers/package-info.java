/**
 * The servers a spec runs against: PostgreSQL and Kafka, as containers where a Docker engine
 * answers, embedded elsewhere. It knows nothing of Tidemark beyond what `start` has to be told.
 */
@NullMarked
package dev.tidemark.acceptance.servers;

import org.jspecify.annotations.NullMarked;
