package dev.tidemark.restorer.verify;

/**
 * What a set of rows adds up to.
 *
 * @param rows how many there are
 * @param sum the sum of their hashes
 */
public record Checksum(long rows, long sum) {

  /** The sum as files and reports show it: 16 hexadecimal digits. */
  public String hex() {
    return "%016x".formatted(sum);
  }
}
