package dev.tidemark.acceptance.unhappy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.Outcome;

/** How a command fails: nothing on stdout, a message and a hint on stderr, exit code 1. */
final class Failure {

  private Failure() {}

  static void assertFailed(Outcome outcome, String message, String hint) {
    assertThat(outcome.err()).isEqualTo("error: " + message + "\nhint: " + hint + "\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
  }
}
