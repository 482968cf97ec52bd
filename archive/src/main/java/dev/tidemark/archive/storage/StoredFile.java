package dev.tidemark.archive.storage;

/**
 * A file in a storage.
 *
 * @param path from the storage's root
 * @param bytes its size
 */
public record StoredFile(String path, long bytes) {}
