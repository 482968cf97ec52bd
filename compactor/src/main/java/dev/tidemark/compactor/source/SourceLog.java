package dev.tidemark.compactor.source;

import dev.tidemark.schemas.event.SchemaRegistry;
import java.util.function.Supplier;

/**
 * The whole log of a collection.
 *
 * @param schemas gives all schemas of the events there are now
 */
public record SourceLog(
    Timeline timeline, ChangeSource changes, Supplier<SchemaRegistry> schemas) {}
