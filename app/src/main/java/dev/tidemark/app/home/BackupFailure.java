package dev.tidemark.app.home;

/**
 * That backups of a collection fail.
 *
 * @param since when the first failed after the last that did not, ISO-8601
 * @param problem why the last one did, for people
 */
public record BackupFailure(String since, String problem) {}
