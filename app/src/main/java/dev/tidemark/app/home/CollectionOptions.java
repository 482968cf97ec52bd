package dev.tidemark.app.home;

import dev.tidemark.app.config.Durations;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.KeySource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is set on one collection. For what is not, the configuration counts.
 *
 * @param values as they were written, each one its option takes
 */
public record CollectionOptions(Map<CollectionOption, String> values) {

  public static final CollectionOptions NONE = new CollectionOptions(Map.of());

  static final String OFF = "off";
  static final String STOP = "stop";
  static final String NEW_FULL = "new full";

  public CollectionOptions {
    values.forEach(CollectionOption::check);
    values = Map.copyOf(values);
    if (values.containsKey(CollectionOption.ENCRYPTION)
        != values.containsKey(CollectionOption.ENCRYPTION_KEY)) {
      throw new IllegalArgumentException(
          "an encryption and its key belong together: one of them is missing");
    }
    RetentionPolicy unused = retention(values);
  }

  /** These, and others over them. */
  public CollectionOptions with(Map<CollectionOption, String> others) {
    Map<CollectionOption, String> all = new TreeMap<>(values);
    all.putAll(others);
    return new CollectionOptions(all);
  }

  /** These without some, for which the configuration counts again. */
  public CollectionOptions without(Set<CollectionOption> some) {
    Map<CollectionOption, String> left = new TreeMap<>(values);
    left.keySet().removeAll(some);
    return new CollectionOptions(left);
  }

  public boolean takesIncrementals() {
    return !"false".equals(values.get(CollectionOption.INCREMENTAL_BACKUP_ENABLED));
  }

  /**
   * How often a full is taken.
   *
   * @param configured what counts when nothing is set here
   * @return empty for never
   */
  public Optional<Duration> fullEvery(Optional<Duration> configured) {
    return every(CollectionOption.FULL_EVERY, configured);
  }

  /** How often an incremental is taken, as {@link #fullEvery}; never when they are disabled. */
  public Optional<Duration> incrementalEvery(Optional<Duration> configured) {
    return takesIncrementals()
        ? every(CollectionOption.INCREMENTAL_EVERY, configured)
        : Optional.empty();
  }

  /**
   * Whether capture goes on behind a gap by itself, with a new snapshot that begins a new chain;
   * without a word it stops there, for somebody should know why there was one.
   */
  public boolean goesOnAfterGap() {
    return NEW_FULL.equals(values.get(CollectionOption.AFTER_GAP));
  }

  /**
   * How old a backup is before Kafka may lose what it has.
   *
   * @param configured what counts when nothing is set here
   * @return empty for never
   */
  public Optional<Duration> releaseAfter(Optional<Duration> configured) {
    return every(CollectionOption.RELEASE_AFTER, configured);
  }

  /** How often a restore is drilled; empty for never. */
  public Optional<Duration> drillEvery() {
    return every(CollectionOption.DRILL_EVERY, Optional.empty());
  }

  /** Where drills restore to, as it was written; empty for the home. */
  public Optional<String> drillInto() {
    return Optional.ofNullable(values.get(CollectionOption.DRILL_INTO));
  }

  /** What is promised of the past; everything, when nothing is set. */
  public RetentionPolicy retention() {
    return retention(values);
  }

  private static RetentionPolicy retention(Map<CollectionOption, String> values) {
    return new RetentionPolicy(
        length(values, CollectionOption.RETENTION),
        length(values, CollectionOption.EVERY_TRANSACTION_FOR));
  }

  private static Optional<Duration> length(
      Map<CollectionOption, String> values, CollectionOption option) {
    return Optional.ofNullable(values.get(option)).map(Durations::parse);
  }

  /** How backups are encrypted; empty when they are not. */
  public Optional<Encrypted> encryption() {
    String cipher = values.get(CollectionOption.ENCRYPTION);
    String key = values.get(CollectionOption.ENCRYPTION_KEY);
    return cipher == null || key == null
        ? Optional.empty()
        : Optional.of(new Encrypted(Encryption.of(cipher), KeySource.parse(key)));
  }

  /**
   * Encrypted backups.
   *
   * @param cipher of what is written from the first backup on
   * @param key where the master key is; never the key itself
   */
  public record Encrypted(Encryption cipher, KeySource key) {}

  private Optional<Duration> every(CollectionOption option, Optional<Duration> configured) {
    String value = values.get(option);
    if (value == null) {
      return configured;
    }
    return value.equals(OFF) ? Optional.empty() : Optional.of(Durations.parse(value));
  }

  /** For the collection's file, in the order of the options. */
  Map<String, String> written() {
    Map<String, String> written = new TreeMap<>();
    values.forEach((option, value) -> written.put(option.name(), value));
    return written;
  }

  /**
   * From the file of a collection.
   *
   * @throws UnknownFormatException a newer version set what this one does not know
   */
  static CollectionOptions read(String collection, Map<String, String> written) {
    Map<CollectionOption, String> values = new TreeMap<>();
    written.forEach(
        (name, value) ->
            values.put(
                CollectionOption.named(name)
                    .orElseThrow(() -> UnknownFormatException.option(collection, name)),
                value));
    return new CollectionOptions(values);
  }
}
