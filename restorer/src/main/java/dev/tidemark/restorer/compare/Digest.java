package dev.tidemark.restorer.compare;

/**
 * What rows add up to, in any order.
 *
 * @param rows how many
 * @param high the upper half of the sum, modulo 2^128, of 128 bits of each row's SHA-256
 * @param low the lower half
 */
public record Digest(long rows, long high, long low) {

  /** 32 hexadecimal digits. */
  public String hex() {
    return "%016x%016x".formatted(high, low);
  }
}
