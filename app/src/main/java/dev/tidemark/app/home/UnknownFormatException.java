package dev.tidemark.app.home;

import dev.tidemark.schemas.problem.ProblemException;

/** A collection's file was written by a newer Tidemark. */
public final class UnknownFormatException extends ProblemException {

  UnknownFormatException(String collection, int found, int known) {
    super(
        "the file of collection " + collection + " has format " + found + ", this is " + known,
        "It was written by a newer version of tidemark; use that one.");
  }

  private UnknownFormatException(String message) {
    super(message, "It was written by a newer version of tidemark; use that one.");
  }

  static UnknownFormatException option(String collection, String option) {
    return new UnknownFormatException(
        "the file of collection " + collection + " sets " + option + ", which is not known here");
  }
}
