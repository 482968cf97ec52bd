package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.AnswerLostException;
import dev.tidemark.archive.storage.StorageBusyException;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageFullException;
import dev.tidemark.archive.storage.StorageRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what a failure of the SDK means, and what to do about it. */
final class S3Errors {

  private static final Set<String> THROTTLING =
      Set.of(
          "SlowDown",
          "SlowDownRead",
          "SlowDownWrite",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException",
          "RequestLimitExceeded");

  /** A write of the same object is under way, or a request that was too slow: not carried out. */
  private static final Set<String> NOT_NOW =
      Set.of("ConditionalRequestConflict", "OperationAborted", "RequestTimeout");

  private static final Set<String> FULL =
      Set.of("QuotaExceeded", "XMinioStorageFull", "InsufficientStorage");

  private static final String LATER =
      "Check that the store is healthy, then run it again. What was backed up before is whole.";

  private final S3Address address;

  S3Errors(S3Address address) {
    this.address = address;
  }

  /** What was being done, and whether a lost answer leaves it unknown. */
  enum Verb {
    READ,
    LIST,
    WRITE,
    LOCK,
    DELETE;

    String word() {
      return switch (this) {
        case READ -> "read";
        case LIST -> "list";
        case WRITE -> "write";
        case LOCK -> "lock";
        case DELETE -> "delete";
      };
    }

    boolean changes() {
      return this == WRITE || this == LOCK || this == DELETE;
    }
  }

  StorageException of(Verb verb, String path, SdkException e) {
    String cannot = StorageException.cannot(verb.word(), path, address.place());
    return e instanceof S3Exception answer
        ? answered(verb, cannot, answer)
        : unanswered(verb, cannot, e);
  }

  private StorageException answered(Verb verb, String cannot, S3Exception e) {
    int status = e.statusCode();
    String code = code(e);
    if (code.equals("NoSuchBucket")) {
      return new StorageRefusedException(
          cannot + "there is no bucket " + address.bucket(),
          "Create the bucket, or correct its name or the endpoint in the address.",
          e);
    }
    Optional<StorageException> isElsewhere = elsewhere(cannot, e);
    if (isElsewhere.isPresent()) {
      return isElsewhere.get();
    }
    if (isThrottling(status, code) || (status == 503 && !verb.changes())) {
      return new StorageBusyException(
          cannot + "the store is throttling (" + status + " " + code + ")",
          "Do less at once, or ask the store for a higher rate. " + LATER,
          e);
    }
    if (NOT_NOW.contains(code)) {
      return new StorageBusyException(cannot + "not now (" + status + " " + code + ")", LATER, e);
    }
    if (status == 401 || status == 403 || S3Keys.isAbout(code)) {
      return S3Keys.refused(cannot, code, e);
    }
    if (status == 507 || FULL.contains(code)) {
      return new StorageFullException(
          cannot + "the store has no room left (" + code + ")",
          "Free some space there or raise the quota, and run it again. What was backed up before"
              + " is whole, and nothing half-written is used.",
          e);
    }
    String says = cannot + "the store answered " + status + " " + code + message(e);
    if (status >= 500 && status != 501) {
      return verb.changes()
          ? new AnswerLostException(says, LATER, e)
          : new StorageBusyException(says, LATER, e);
    }
    return new StorageException(
        says, "Check the address of the storage, and that the store has what S3 has.", e);
  }

  /**
   * By its code alone when it is a 503: a proxy answers so too, without one, when the connection to
   * the store broke after the store had carried the request out.
   */
  private static boolean isThrottling(int status, String code) {
    return status == 429 || THROTTLING.contains(code);
  }

  private Optional<StorageException> elsewhere(String cannot, S3Exception e) {
    Optional<String> region = e.awsErrorDetails() == null ? Optional.empty() : region(e);
    boolean isMoved = e.statusCode() == 301 || e.statusCode() == 307;
    if (!isMoved && !code(e).equals("AuthorizationHeaderMalformed")) {
      return Optional.empty();
    }
    return Optional.of(
        new StorageRefusedException(
            cannot
                + "the bucket is in "
                + region.map(found -> "region " + found).orElse("another region"),
            "Write the region into the address: s3://"
                + address.bucket()
                + "/…?region="
                + region.orElse("…"),
            e));
  }

  private static Optional<String> region(S3Exception e) {
    return e.awsErrorDetails().sdkHttpResponse() == null
        ? Optional.empty()
        : e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
  }

  private StorageException unanswered(Verb verb, String cannot, SdkException e) {
    if (e instanceof AbortedException) {
      return verb.changes()
          ? new AnswerLostException(cannot + "interrupted", LATER, e)
          : new StorageBusyException(cannot + "interrupted", LATER, e);
    }
    IOException cause = ioCause(e);
    if (cause == null) {
      return S3Keys.isMissing(e)
          ? S3Keys.missing(cannot, e)
          : new StorageException(cannot + e.getMessage(), "Check the address of the storage.", e);
    }
    String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    if (isUnreached(cause)) {
      return new StorageBusyException(
          cannot + "the store at " + place() + " cannot be reached: " + reason,
          "Check the endpoint in the address, the network, and that the store runs.",
          e);
    }
    String lost = cannot + "the connection to the store at " + place() + " broke: " + reason;
    return verb.changes()
        ? new AnswerLostException(lost, LATER, e)
        : new StorageBusyException(lost, LATER, e);
  }

  private static boolean isUnreached(IOException cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || "Connect timed out".equalsIgnoreCase(cause.getMessage());
  }

  private String place() {
    return address.options().endpoint().map(Object::toString).orElse("AWS");
  }

  private static @Nullable IOException ioCause(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return null;
  }

  static String code(S3Exception e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  private static String message(S3Exception e) {
    String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    return message == null || message.isEmpty() ? "" : ": " + message;
  }
}
