package dev.tidemark.archive.storage.encryption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code keys.json}: a collection's keys, wrapped.
 *
 * @param format of the encrypted files as well. A collection keeps the one that it began with
 * @param masterKey the id of what wraps them
 * @param content Tink's encrypted keyset for contents
 * @param names the one for names, and for wrapping data keys
 */
record KeysJson(int format, String encryption, String masterKey, String content, String names) {

  /** The first in which backups have data keys. */
  static final int WITH_DATA_KEYS = 2;

  static final int FORMAT = WITH_DATA_KEYS;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  KeysJson {
    if (format < 1) {
      throw new IllegalArgumentException("there is no format " + format);
    }
  }

  byte[] encode() {
    try {
      return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record has JSON", e);
    }
  }

  /**
   * @throws UnknownFormatException a later version wrote it
   * @throws DamagedFileException it is no such document
   */
  static KeysJson decode(String path, byte[] content) {
    try {
      JsonNode tree = JSON.readTree(content);
      int format = tree.path("format").asInt(0);
      if (format > FORMAT) {
        throw new UnknownFormatException(path, Integer.toString(format), FORMAT);
      }
      return JSON.treeToValue(tree, KeysJson.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedFileException(path, "it does not hold wrapped keys", e);
    }
  }
}
