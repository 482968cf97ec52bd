package dev.tidemark.app.home;

import dev.tidemark.app.home.Operation.Asker;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Instant;

/** {@code run/NAME.operation.json}: what its holder says of the lock. */
record OperationNote(String id, String what, Asker asker, String since, long pid) {

  static OperationNote of(Operation operation) {
    return new OperationNote(
        operation.id().value(),
        operation.what(),
        operation.asker(),
        operation.since().toString(),
        operation.pid());
  }

  Operation operation(CollectionName collection) {
    return new Operation(new OperationId(id), collection, what, asker, Instant.parse(since), pid);
  }
}
