package dev.tidemark.app.home;

import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.KeySource;
import java.util.Optional;

/**
 * How a collection's backups are kept.
 *
 * @param retention what is promised of the past
 * @param encryption how they are encrypted; empty when they are not
 */
public record CollectionSettings(RetentionPolicy retention, Optional<Encrypted> encryption) {

  /** Of who says nothing: nothing is ever deleted, and nothing encrypted. */
  public static final CollectionSettings DEFAULT =
      new CollectionSettings(RetentionPolicy.KEEP_ALL, Optional.empty());

  /**
   * Encrypted backups.
   *
   * @param cipher of what is written from the first backup on
   * @param key where the master key is; never the key itself
   */
  public record Encrypted(Encryption cipher, KeySource key) {}

  public CollectionSettings withKey(KeySource key) {
    return new CollectionSettings(
        retention, encryption.map(before -> new Encrypted(before.cipher(), key)));
  }
}
