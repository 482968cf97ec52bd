package dev.tidemark.schemas.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/** The schema of checkpoints, that of the entries inside it, and that of backups' timelines. */
final class TimelineSchemas {

  private static final Schema.Parser PARSER = new Schema.Parser();

  static final Schema CHECKPOINT = load("checkpoint.avsc");

  /** The union of all kinds of entries. */
  static final Schema ENTRY = CHECKPOINT.getField("entries").schema().getElementType();

  /** The same, and many commits as one; it stands in every file, and does without explanations. */
  static final Schema RECORD = withoutDocs(with(ENTRY, load("commits.avsc")));

  private TimelineSchemas() {}

  /** Schemas may name what those before them define. */
  private static Schema load(String name) {
    try (InputStream in = TimelineSchemas.class.getResourceAsStream(name)) {
      return PARSER.parse(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema with(Schema union, Schema another) {
    List<Schema> types = new ArrayList<>(union.getTypes());
    types.add(another);
    return Schema.createUnion(types);
  }

  private static Schema withoutDocs(Schema schema) {
    try {
      JsonNode json = new ObjectMapper().readTree(schema.toString());
      for (JsonNode documented : json.findParents("doc")) {
        ((ObjectNode) documented).remove("doc");
      }
      return new Schema.Parser().parse(json.toString());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
