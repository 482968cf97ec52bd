package dev.tidemark.archive.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A bucket, where in it, and how it is reached: {@code s3://bucket/prefix?region=eu-west-1}.
 *
 * @param prefix before every path; empty for the whole bucket, no slash at either end
 */
public record S3Address(String bucket, String prefix, S3Options options) {

  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

  /**
   * Reads an address and what the environment adds to it; the address comes first.
   *
   * @param environment variables by name, {@code TIDEMARK_S3_…}
   * @throws IllegalArgumentException it is none. The message names everything that is wrong, and
   *     never repeats a value: somebody may have put a secret there
   */
  public static S3Address parse(URI address, Map<String, String> environment) {
    String authority = address.getRawAuthority();
    if (authority != null && (authority.contains("@") || authority.contains(":"))) {
      throw new IllegalArgumentException(
          "the address of a bucket has no keys in it: put them into a file and write"
              + " ?credentials-file=/path, or into TIDEMARK_S3_ACCESS_KEY_ID and"
              + " TIDEMARK_S3_SECRET_ACCESS_KEY");
    }
    if (authority == null || !BUCKET.matcher(authority).matches() || hasFragment(address)) {
      throw new IllegalArgumentException(
          "this is not the address of a bucket; write s3://bucket/prefix");
    }
    Settings settings = Settings.of(address.getRawQuery(), environment);
    S3Options options = settings.options();
    settings.throwErrors();
    return new S3Address(authority, prefix(address.getPath()), options);
  }

  /** The same, locked for this long where the bucket has it, unless the address says it itself. */
  public S3Address withRetention(Duration window) {
    return new S3Address(bucket, prefix, options.withRetention(window));
  }

  /** {@code s3://bucket/prefix}: how messages name it. */
  public String place() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }

  String key(String path) {
    return prefix.isEmpty() ? path : prefix + "/" + path;
  }

  private static boolean hasFragment(URI address) {
    return address.getRawFragment() != null;
  }

  private static String prefix(String path) {
    String prefix = path.replaceAll("^/+|/+$", "");
    if (prefix.contains("//")) {
      throw new IllegalArgumentException("the prefix in a bucket has no empty parts");
    }
    return prefix;
  }

  @Override
  public String toString() {
    return place();
  }
}
