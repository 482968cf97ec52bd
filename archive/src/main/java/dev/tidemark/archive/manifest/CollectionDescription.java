package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.util.List;

/**
 * What the archive says of a collection, for who finds it without its home.
 *
 * @param source the database, without its password
 * @param tables those it protects
 * @param created when the collection was
 */
public record CollectionDescription(
    CollectionName name, String source, List<TableId> tables, Instant created) {

  public CollectionDescription {
    tables = List.copyOf(tables);
  }

  /** Whether both are of one collection, and not of two of one name. Its tables may change. */
  public boolean isOfSameCollection(CollectionDescription other) {
    return name.equals(other.name) && source.equals(other.source) && created.equals(other.created);
  }
}
