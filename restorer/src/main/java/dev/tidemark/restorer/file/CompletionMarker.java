package dev.tidemark.restorer.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.restorer.load.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** {@code restore.json}: what is in the directory, written when all of it is. */
final class CompletionMarker {

  static final String NAME = "restore.json";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private CompletionMarker() {}

  static void write(Path directory, Completion completion) throws IOException {
    ObjectNode marker = JSON.createObjectNode();
    marker.put("format", FORMAT);
    marker.put("sequence", completion.sequence().value());
    marker.put("time", completion.time().map(Instant::toString).orElse(null));
    ArrayNode tables = marker.putArray("tables");
    completion
        .tables()
        .forEach(
            (table, checksum) ->
                tables
                    .addObject()
                    .put("table", table.toString())
                    .put("file", FileNames.of(table))
                    .put("rows", checksum.rows())
                    .put("checksum", checksum.hex()));
    Path path = directory.resolve(NAME);
    Files.write(path, JSON.writeValueAsBytes(marker));
    Durable.file(path);
    Durable.directory(directory);
  }

  /**
   * The names of the files that the marker of a directory lists.
   *
   * @throws IOException it cannot be read, or is no such marker
   */
  static Set<String> files(Path directory) throws IOException {
    JsonNode marker = JSON.readTree(directory.resolve(NAME).toFile());
    if (marker.path("format").asInt() != FORMAT || !marker.path("tables").isArray()) {
      throw new IOException(NAME + " is not that of a restore");
    }
    Set<String> files = new TreeSet<>();
    marker.path("tables").forEach(table -> files.add(table.path("file").asText()));
    return files;
  }
}
