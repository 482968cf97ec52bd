package dev.tidemark.schemas.event;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.util.Optional;

/** The names of a collection's topics. */
public record Topics(CollectionName collection) {

  private static final int LONGEST = 249;
  private static final char SEPARATOR = '.';

  /**
   * The topic of a table's changes.
   *
   * @throws TopicNameTooLongException Kafka has no topic of such a name
   */
  public String changes(TableId table) {
    String topic =
        prefix() + TopicText.escape(table.schema()) + SEPARATOR + TopicText.escape(table.table());
    if (topic.length() > LONGEST) {
      throw new TopicNameTooLongException(table, topic.length(), LONGEST);
    }
    return topic;
  }

  /** The topic of checkpoints. */
  public String timeline() {
    return prefix() + "timeline";
  }

  /** The topic of schemas. */
  public String schemas() {
    return prefix() + "schemas";
  }

  /** The topic of what capture knows of the source's catalog, for itself. */
  public String catalog() {
    return prefix() + "catalog";
  }

  /** The table whose changes a topic holds; empty when it is no such topic of this collection. */
  public Optional<TableId> tableOf(String topic) {
    if (!topic.startsWith(prefix())) {
      return Optional.empty();
    }
    String rest = topic.substring(prefix().length());
    int separator = rest.indexOf(SEPARATOR);
    if (separator < 1 || separator == rest.length() - 1) {
      return Optional.empty();
    }
    return TopicText.unescape(rest.substring(0, separator))
        .flatMap(
            schema ->
                TopicText.unescape(rest.substring(separator + 1))
                    .map(table -> new TableId(schema, table)));
  }

  private String prefix() {
    return collection.value() + SEPARATOR;
  }
}
