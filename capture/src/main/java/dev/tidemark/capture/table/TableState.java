package dev.tidemark.capture.table;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;
import java.util.Optional;

/**
 * A table as the source's catalog had it in one place of the source's log.
 *
 * @param filenode the file its rows are in, {@code pg_class.relfilenode}: another after every
 *     rewrite, and after a TRUNCATE
 * @param publication the transaction that put it into the publication, 0 while it is not in it with
 *     all of its rows and columns
 * @param attributes its columns, in the order of their numbers, generated ones included
 * @param labels the values of the enums that its columns need, in the order of their numbers
 */
public record TableState(
    TableDefinition definition,
    long filenode,
    long publication,
    List<Attribute> attributes,
    List<EnumLabel> labels) {

  public TableState {
    attributes = List.copyOf(attributes);
    labels = List.copyOf(labels);
  }

  public TableId table() {
    return definition.id();
  }

  /** Whether its changes come. */
  public boolean isPublished() {
    return publication != 0;
  }

  /** This state, with what rows older than a column have for it, where the source has forgotten. */
  public TableState remembering(TableState earlier) {
    return new TableState(
        definition.rememberingMissing(earlier.definition),
        filenode,
        publication,
        attributes,
        labels);
  }

  /** Whether it is the same state, whatever the source remembers or has forgotten of it. */
  public boolean isAs(TableState other) {
    return filenode == other.filenode
        && publication == other.publication
        && attributes.equals(other.attributes)
        && labels.equals(other.labels)
        && Definitions.bare(definition).equals(Definitions.bare(other.definition));
  }

  Optional<Attribute> attribute(int number) {
    return attributes.stream().filter(each -> each.number() == number).findFirst();
  }
}
