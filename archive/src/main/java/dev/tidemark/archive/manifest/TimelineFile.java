package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.Sha256;

/**
 * What a manifest knows of its timeline.
 *
 * @param bytes its size
 * @param entries how many it holds
 */
public record TimelineFile(long bytes, long entries, Sha256 sha256) {}
