package dev.tidemark.capture.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.DefinitionJson;
import dev.tidemark.schemas.table.UnreadableDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the catalog, and states of tables, as text: in the source's log, and beside the timeline
 * for the next start. Written and read by one version of capture and forgotten with the collection.
 */
public final class LookJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String MISSING = "missing_table";

  private LookJson() {}

  public static String write(LookNews news) {
    ObjectNode json = JSON.createObjectNode();
    json.put("collection", news.collection().value());
    ArrayNode members = json.putArray("members");
    news.members().forEach(table -> members.add(table.toString()));
    json.put("digest", news.digest());
    ArrayNode stated = json.putArray("stated");
    news.stated().forEach(state -> stated.add(tree(state)));
    ArrayNode missing = json.putArray("missing");
    news.missing().forEach(table -> missing.add(table.toString()));
    return json.toString();
  }

  /**
   * Reads a look at the tables of a collection.
   *
   * @return empty when it is one at another's, of which nothing else is read
   * @throws IllegalArgumentException it is no such text
   */
  public static Optional<LookNews> read(String text, CollectionName collection) {
    JsonNode json = parse(text);
    try {
      return collection.equals(new CollectionName(json.path("collection").asText()))
          ? Optional.of(news(json, collection))
          : Optional.empty();
    } catch (UnreadableDefinitionException e) {
      throw new IllegalArgumentException("not a look at a catalog: " + e.getMessage(), e);
    }
  }

  private static LookNews news(JsonNode json, CollectionName collection) {
    List<TableState> stated = new ArrayList<>();
    json.path("stated").forEach(state -> stated.add(state(state)));
    return new LookNews(
        collection,
        Set.copyOf(tables(json.path("members"))),
        json.path("digest").asText(),
        stated,
        tables(json.path("missing")));
  }

  private static List<TableId> tables(JsonNode json) {
    List<TableId> tables = new ArrayList<>();
    json.forEach(table -> tables.add(TableId.parse(table.asText())));
    return tables;
  }

  public static String write(TableState state) {
    return tree(state).toString();
  }

  /** A table of the collection that the source does not have. */
  public static String writeMissing(TableId table) {
    return JSON.createObjectNode().put(MISSING, table.toString()).toString();
  }

  /**
   * The table that is missing; empty when the text is a state.
   *
   * @throws IllegalArgumentException it is no such text
   */
  public static Optional<TableId> readMissing(String text) {
    JsonNode missing = parse(text).path(MISSING);
    return missing.isTextual() ? Optional.of(TableId.parse(missing.asText())) : Optional.empty();
  }

  /**
   * @throws IllegalArgumentException it is no such text
   */
  public static TableState readState(String text) {
    return state(parse(text));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a look at a catalog: " + e.getOriginalMessage(), e);
    }
  }

  private static ObjectNode tree(TableState state) {
    ObjectNode json = JSON.createObjectNode();
    json.set("definition", DefinitionJson.toTree(state.definition()));
    json.put("filenode", state.filenode());
    json.put("publication", state.publication());
    ArrayNode attributes = json.putArray("attributes");
    for (Attribute attribute : state.attributes()) {
      attributes
          .addObject()
          .put("number", attribute.number())
          .put("type", attribute.type())
          .put("modifier", attribute.modifier())
          .put("stamp", attribute.stamp());
    }
    ArrayNode labels = json.putArray("labels");
    for (EnumLabel label : state.labels()) {
      labels
          .addObject()
          .put("type", label.type())
          .put("number", label.number())
          .put("text", label.text());
    }
    return json;
  }

  private static TableState state(JsonNode json) {
    List<Attribute> attributes = new ArrayList<>();
    for (JsonNode attribute : json.path("attributes")) {
      attributes.add(
          new Attribute(
              attribute.path("number").asInt(),
              attribute.path("type").asLong(),
              attribute.path("modifier").asInt(),
              attribute.path("stamp").asLong()));
    }
    List<EnumLabel> labels = new ArrayList<>();
    for (JsonNode label : json.path("labels")) {
      labels.add(
          new EnumLabel(
              label.path("type").asText(),
              label.path("number").asLong(),
              label.path("text").asText()));
    }
    return new TableState(
        DefinitionJson.fromTree(json.path("definition")),
        json.path("filenode").asLong(),
        json.path("publication").asLong(),
        attributes,
        labels);
  }
}
