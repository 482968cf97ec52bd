package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.FileLocks;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.s3.Requests.Answer;
import dev.tidemark.archive.storage.s3.Requests.Expected;
import dev.tidemark.archive.storage.s3.S3Errors.Verb;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionResponse;

/**
 * Says until when what is written now is to be kept, and keeps longer what is there. Asks the
 * bucket once whether it can.
 *
 * <p>A lock of an object never becomes shorter, so that of one which was asked for is asked for
 * again only when it does not last.
 */
final class Locks implements FileLocks {

  private final Requests requests;
  private final S3Address address;
  private final InstantSource clock;
  private final Map<String, Instant> known = new ConcurrentHashMap<>();
  private Optional<Boolean> bucketLocks = Optional.empty();

  Locks(Requests requests, S3Address address, InstantSource clock) {
    this.requests = requests;
    this.address = address;
    this.clock = clock;
  }

  /**
   * @throws StorageRefusedException a lock is demanded, and the bucket has none
   */
  Retention retention() {
    return lock()
        .map(
            lock ->
                new Retention(
                    mode(lock),
                    clock
                        .instant()
                        .plus(FileLocks.granted(lock.window()))
                        .truncatedTo(ChronoUnit.SECONDS)))
        .orElse(Retention.NONE);
  }

  @Override
  public Optional<Duration> window() {
    return lock().map(ObjectLock::window);
  }

  @Override
  public Instant until(String path) {
    return known.computeIfAbsent(path, this::asked);
  }

  private Instant asked(String path) {
    Expected without = (status, code) -> code.equals("NoSuchObjectLockConfiguration");
    Answer<GetObjectRetentionResponse> answer =
        requests.ask(
            Verb.READ,
            path,
            Expected.NO_OBJECT.or(without),
            client ->
                client.getObjectRetention(
                    request -> request.bucket(address.bucket()).key(address.key(path))));
    if (answer instanceof Answer.Done<GetObjectRetentionResponse> done
        && done.response().retention() != null
        && done.response().retention().retainUntilDate() != null) {
      return done.response().retention().retainUntilDate();
    }
    if (answer instanceof Answer.Declined<?> declined
        && !declined.code().equals("NoSuchObjectLockConfiguration")) {
      throw new MissingFileException(path, address.place());
    }
    return Instant.MIN;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A store refuses to make a lock shorter. One that lasts longer than it is to is as good.
   */
  @Override
  public void extend(String path, Instant until) {
    // What it is asked for next must not be less than this, to the second.
    Instant end = until.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    try {
      put(path, end);
      known.computeIfPresent(path, (same, before) -> end);
    } catch (StorageRefusedException e) {
      if (asked(path).isBefore(until)) {
        throw e;
      }
    }
  }

  private void put(String path, Instant end) {
    ObjectLock lock = lock().orElseThrow(() -> new IllegalStateException("nothing is locked"));
    Answer<PutObjectRetentionResponse> answer =
        requests.ask(
            Verb.LOCK,
            path,
            Expected.NO_OBJECT,
            client ->
                client.putObjectRetention(
                    request ->
                        request
                            .bucket(address.bucket())
                            .key(address.key(path))
                            .retention(to -> to.mode(mode(lock).toString()).retainUntilDate(end))));
    if (answer instanceof Answer.Declined) {
      throw new MissingFileException(path, address.place());
    }
  }

  /** The object of this name is another one from now on, or none. */
  void forget(String path) {
    known.remove(path);
  }

  private static ObjectLockMode mode(ObjectLock lock) {
    return switch (lock.mode()) {
      case GOVERNANCE -> ObjectLockMode.GOVERNANCE;
      case COMPLIANCE -> ObjectLockMode.COMPLIANCE;
    };
  }

  /** What is wanted, where the bucket can. */
  private Optional<ObjectLock> lock() {
    return address.options().lock().filter(this::isPossible);
  }

  private synchronized boolean isPossible(ObjectLock lock) {
    if (bucketLocks.isEmpty()) {
      bucketLocks = Optional.of(bucketLocks(lock.demand()));
    }
    if (!bucketLocks.get() && lock.demand() == ObjectLock.Demand.REQUIRED) {
      throw new StorageRefusedException(
          "bucket " + address.bucket() + " has no object lock",
          "Create a bucket with object lock, or leave object-lock out of the address.",
          null);
    }
    return bucketLocks.get();
  }

  private boolean bucketLocks(ObjectLock.Demand demand) {
    Expected without = Expected.NO_OBJECT.or(Expected.status(405)).or(Expected.status(501));
    // Who may not even ask may not lock either: that matters only to who demands it.
    Expected told =
        demand == ObjectLock.Demand.REQUIRED ? without : without.or(Expected.status(403));
    Answer<GetObjectLockConfigurationResponse> answer =
        requests.ask(
            Verb.READ,
            "",
            told,
            client ->
                client.getObjectLockConfiguration(request -> request.bucket(address.bucket())));
    return answer instanceof Answer.Done<GetObjectLockConfigurationResponse> done
        && done.response().objectLockConfiguration() != null
        && done.response().objectLockConfiguration().objectLockEnabled()
            == ObjectLockEnabled.ENABLED;
  }
}
