package dev.tidemark.schemas.change;

/**
 * The source's own name for a place in its log: for PostgreSQL an LSN as the server prints it,
 * {@code 16/B374D848}. A label for people and for resuming; never compared as text.
 */
public record SourcePosition(String value) {

  public SourcePosition {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a source position is not empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
