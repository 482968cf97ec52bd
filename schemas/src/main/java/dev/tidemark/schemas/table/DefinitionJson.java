package dev.tidemark.schemas.table;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Table definitions as JSON, as they are in checkpoints and manifests. The same definition always
 * gives the same text: every property is written, null or not, in the order of its record; only
 * {@code triggers}, which came later, is left out where there are none, and none are read then.
 */
public final class DefinitionJson {

  private static final String TRIGGERS = "triggers";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private DefinitionJson() {}

  public static String write(TableDefinition definition) {
    try {
      return JSON.writeValueAsString(definition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON of " + definition.id(), e);
    }
  }

  /**
   * @throws UnreadableDefinitionException it is no definition of this version
   */
  public static TableDefinition read(String json) {
    try {
      return fromTree(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new UnreadableDefinitionException(e.getOriginalMessage(), e);
    }
  }

  /** The JSON as a tree, to stand inside a larger document. */
  public static JsonNode toTree(TableDefinition definition) {
    return JSON.valueToTree(definition);
  }

  /**
   * @throws UnreadableDefinitionException it is no definition of this version
   */
  public static TableDefinition fromTree(JsonNode tree) {
    if (!tree.isObject()) {
      throw new UnreadableDefinitionException("there is none", null);
    }
    try {
      return JSON.treeToValue(withTriggers((ObjectNode) tree), TableDefinition.class);
    } catch (JsonProcessingException e) {
      throw new UnreadableDefinitionException(e.getOriginalMessage(), e);
    }
  }

  private static ObjectNode withTriggers(ObjectNode definition) {
    if (definition.has(TRIGGERS)) {
      return definition;
    }
    ObjectNode whole = JSON.createObjectNode().setAll(definition);
    whole.putArray(TRIGGERS);
    return whole;
  }
}
