package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.s3.Requests.Answer;
import dev.tidemark.archive.storage.s3.Requests.Expected;
import dev.tidemark.archive.storage.s3.S3Errors.Verb;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

/** Says until when what is written now is to be kept. Asks the bucket once whether it can. */
final class Locks {

  private final Requests requests;
  private final S3Address address;
  private final InstantSource clock;
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
    Optional<ObjectLock> wanted = address.options().lock();
    if (wanted.isEmpty() || !isPossible(wanted.get())) {
      return Retention.NONE;
    }
    ObjectLock lock = wanted.get();
    return new Retention(
        switch (lock.mode()) {
          case GOVERNANCE -> ObjectLockMode.GOVERNANCE;
          case COMPLIANCE -> ObjectLockMode.COMPLIANCE;
        },
        clock.instant().plus(lock.window()).truncatedTo(ChronoUnit.SECONDS));
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
