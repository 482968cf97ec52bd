package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.Sha256;

/**
 * What a manifest knows of its timeline.
 *
 * @param bytes its size
 * @param records of Avro how many it holds: an entry is one, or has its place in one
 */
public record TimelineFile(long bytes, long records, Sha256 sha256) {}
