package dev.tidemark.archive.storage;

import java.util.random.RandomGenerator;

/**
 * Failures of stores over a network, each as often as it says, of a hundred calls. A storage asks
 * under its own lock.
 *
 * @param refused calls that are not carried out
 * @param unanswered writing calls that are carried out, and whose answer is lost
 * @param broken reads that break off
 */
public record Faults(int refused, int unanswered, int broken, RandomGenerator random) {

  public static final Faults NONE = new Faults(0, 0, 0, RandomGenerator.getDefault());

  boolean refuses() {
    return happens(refused);
  }

  boolean losesAnswer() {
    return happens(unanswered);
  }

  boolean breaksRead() {
    return happens(broken);
  }

  private boolean happens(int ofHundred) {
    return ofHundred > 0 && random.nextInt(100) < ofHundred;
  }
}
