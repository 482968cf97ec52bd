package dev.tidemark.restorer.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.restorer.load.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** {@code restore.json}: what is in the directory, written when all of it is. */
final class CompletionMarker {

  private static final String NAME = "restore.json";
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
}
