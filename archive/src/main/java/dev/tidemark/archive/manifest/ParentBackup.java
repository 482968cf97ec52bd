package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.Sha256;

/**
 * The backup before this one, by its name and by its manifest's bytes: nobody can change one
 * unseen.
 */
public record ParentBackup(BackupId id, Sha256 sha256) {}
