package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** The collection asked for is not there, or the one to be made cannot be. */
public final class CollectionException extends ProblemException {

  private CollectionException(String message, String hint) {
    super(message, hint);
  }

  static CollectionException unknown(CollectionName name, List<CollectionName> known) {
    List<CollectionName> near = NearNames.of(name, known);
    String hint;
    if (!near.isEmpty()) {
      hint = "Did you mean " + listed(near) + "?";
    } else if (!known.isEmpty()) {
      hint = "There are: " + listed(known) + ".";
    } else {
      hint = "This home has no collections; check --home, or make one with `tidemark create`.";
    }
    return new CollectionException("no such collection: " + name, hint);
  }

  static CollectionException exists(CollectionName name) {
    return new CollectionException(
        "collection " + name + " exists already",
        "Choose another name, or remove it first with `tidemark drop " + name + "`.");
  }

  static CollectionException tableTaken(TableId table, CollectionName other) {
    return new CollectionException(
        "table " + table + " is already in collection " + other,
        "A table is in one collection at most. Leave it out, or drop " + other + " first.");
  }

  private static String listed(List<CollectionName> names) {
    return names.stream().map(CollectionName::value).collect(Collectors.joining(", "));
  }
}
