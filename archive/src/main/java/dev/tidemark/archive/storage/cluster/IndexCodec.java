package dev.tidemark.archive.storage.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records of the index as JSON. */
final class IndexCodec {

  private static final int FORMAT = 1;
  private static final String CLAIMED = "claimed";
  private static final String COMMITTED = "committed";
  private static final String DELETED = "deleted";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private IndexCodec() {}

  private record Json(
      int format,
      String event,
      UUID file,
      @Nullable Long bytes,
      @Nullable Integer partition,
      @Nullable Integer chunkBytes,
      @Nullable Integer every,
      @Nullable List<Long> offsets) {

    static Json of(String event, ChunkedFile file) {
      return new Json(
          FORMAT,
          event,
          file.id(),
          file.bytes(),
          file.partition(),
          file.chunkBytes(),
          file.every(),
          file.offsets());
    }

    ChunkedFile content() {
      if (bytes == null
          || partition == null
          || chunkBytes == null
          || every == null
          || offsets == null) {
        throw new IllegalArgumentException("a field is missing");
      }
      return new ChunkedFile(file, bytes, partition, chunkBytes, every, offsets);
    }
  }

  /** Of a file that is gone there is no more to say. */
  private record DeletedJson(int format, String event, UUID file) {}

  static byte[] encode(IndexRecord record) {
    Object json;
    if (record instanceof IndexRecord.Claimed claimed) {
      json = Json.of(CLAIMED, claimed.content());
    } else if (record instanceof IndexRecord.Committed committed) {
      json = Json.of(COMMITTED, committed.content());
    } else {
      json = new DeletedJson(FORMAT, DELETED, record.file());
    }
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value has no JSON", e);
    }
  }

  /**
   * @param place the record, for messages
   * @throws UnknownFormatException a later version wrote it
   * @throws DamagedFileException it is no record of an index
   */
  static IndexRecord decode(String place, byte @Nullable [] value) {
    try {
      JsonNode tree = JSON.readTree(value == null ? new byte[0] : value);
      if (!tree.path("format").isInt()) {
        throw new DamagedFileException(place, "its format is not given");
      }
      if (tree.path("format").intValue() != FORMAT) {
        throw new UnknownFormatException(place, tree.path("format").asText(), FORMAT);
      }
      Json json = JSON.treeToValue(tree, Json.class);
      if (json.event() == null || json.file() == null) {
        throw new DamagedFileException(place, "a field is missing");
      }
      return switch (json.event()) {
        case CLAIMED -> new IndexRecord.Claimed(json.content());
        case COMMITTED -> new IndexRecord.Committed(json.content());
        case DELETED -> new IndexRecord.Deleted(json.file());
        default -> throw new DamagedFileException(place, "its event is " + json.event());
      };
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw new DamagedFileException(place, "it is not the JSON expected", e);
    }
  }
}
