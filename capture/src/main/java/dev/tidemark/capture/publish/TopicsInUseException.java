package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** The cluster holds the log of another collection of that name, which must not be written to. */
public final class TopicsInUseException extends ProblemException {

  private static final long serialVersionUID = 1L;

  TopicsInUseException(CollectionName collection, String topic) {
    super(
        "Kafka already has topics of a collection " + collection + ": " + topic + " for one",
        "They may be of another home that uses this cluster: choose another name. If nobody needs"
            + " them, delete every topic whose name begins with `"
            + collection
            + ".`.");
  }
}
