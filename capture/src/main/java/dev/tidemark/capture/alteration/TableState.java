package dev.tidemark.capture.alteration;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;
import java.util.Optional;

/**
 * A table as the source's catalog had it in one place of the source's log.
 *
 * @param filenode the file its rows are in, {@code pg_class.relfilenode}: another after every
 *     rewrite, and after a TRUNCATE
 * @param attributes its columns, in the order of their numbers, generated ones included
 */
public record TableState(TableDefinition definition, long filenode, List<Attribute> attributes) {

  public TableState {
    attributes = List.copyOf(attributes);
  }

  public TableId table() {
    return definition.id();
  }

  Optional<Attribute> attribute(int number) {
    return attributes.stream().filter(each -> each.number() == number).findFirst();
  }
}
