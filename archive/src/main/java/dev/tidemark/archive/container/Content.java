package dev.tidemark.archive.container;

import dev.tidemark.archive.storage.Sha256;

/** What is known of a container file without opening it. */
public record Content(long bytes, long records, Sha256 sha256) {}
