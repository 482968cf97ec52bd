package dev.tidemark.archive.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON files of the archive: every field is there, no other field is, and the format's version
 * comes first of all.
 */
final class StrictJson {

  static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private StrictJson() {}

  /** With the hash of what it says as its last field. */
  static byte[] writeSealed(Object value) {
    return ManifestSeal.sealed(write(value));
  }

  static byte[] write(Object value) {
    // The same line ends everywhere: a manifest's hash is of its bytes.
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return (JSON.writer(printer).writeValueAsString(value) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value has no JSON", e);
    }
  }

  /**
   * @throws UnknownFormatException a later version wrote it
   * @throws DamagedFileException it is not such a document
   */
  static <T> T read(String path, byte[] content, Class<T> type) {
    try {
      return JSON.treeToValue(tree(path, content), type);
    } catch (JsonProcessingException e) {
      throw notExpected(path, e);
    }
  }

  /**
   * The same, of a document to which a field was added later.
   *
   * @param before what it was when there was no such field
   */
  static <T> T read(String path, byte[] content, Class<T> type, String later, int before) {
    try {
      ObjectNode tree = tree(path, content);
      return JSON.treeToValue(tree.has(later) ? tree : tree.put(later, before), type);
    } catch (JsonProcessingException e) {
      throw notExpected(path, e);
    }
  }

  /**
   * @throws UnknownFormatException a later version wrote it
   * @throws DamagedFileException it is no JSON that says its format
   */
  static void requireFormat(String path, byte[] content) {
    JsonNode unused = tree(path, content);
  }

  private static ObjectNode tree(String path, byte[] content) {
    try {
      JsonNode read = JSON.readTree(content);
      if (!(read instanceof ObjectNode tree) || !tree.path("format").isInt()) {
        throw new DamagedFileException(path, "its format is not given");
      }
      if (tree.path("format").intValue() != FORMAT) {
        throw new UnknownFormatException(path, tree.path("format").asText(), FORMAT);
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw notExpected(path, e);
    } catch (IOException e) {
      throw new DamagedFileException(path, "it is not JSON", e);
    }
  }

  private static DamagedFileException notExpected(String path, JsonProcessingException e) {
    return new DamagedFileException(
        path, "it is not the JSON expected: " + e.getOriginalMessage(), e);
  }
}
