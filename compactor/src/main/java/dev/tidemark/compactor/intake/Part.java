package dev.tidemark.compactor.intake;

import dev.tidemark.schemas.change.TableId;
import org.apache.kafka.common.TopicPartition;

/**
 * What is to be read of one partition.
 *
 * @param from the first offset
 * @param to the offset behind the last
 */
record Part(TopicPartition topic, TableId table, long from, long to) {}
