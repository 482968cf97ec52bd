package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.load.EmptyDestinationFirstException;
import dev.tidemark.restorer.load.ExistingTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A restore into files")
class FileRestoreTest {

  @TempDir Path parent;

  private final ArchiveBuilder shop =
      new ArchiveBuilder()
          .table(Definitions.customers())
          .put(1, "public.customers", "1", "Ada")
          .put(1, "public.customers", "2", null)
          .full(1)
          .put(2, "public.customers", "3", "Eve")
          .incremental(2);

  @Test
  @DisplayName("writes a file for each table, and the marker that says all are there")
  void files() throws IOException {
    // when
    restore(parent.resolve("out/today"), RestoreOptions.DEFAULT);

    // then
    assertThat(rows(parent.resolve("out/today/public.customers.avro")))
        .containsExactly(
            "{\"id\": 1, \"name\": \"Ada\"}",
            "{\"id\": 2, \"name\": null}",
            "{\"id\": 3, \"name\": \"Eve\"}");
    assertThat(Files.readString(parent.resolve("out/today/restore.json")))
        .matches(
            """
            \\{
              "format" : 1,
              "sequence" : 2,
              "time" : "2026-11-22T07:02:00Z",
              "tables" : \\[ \\{
                "table" : "public.customers",
                "file" : "public.customers.avro",
                "rows" : 3,
                "checksum" : "[0-9a-f]{16}"
              \\} \\]
            \\}""");
    assertThat(names(parent.resolve("out"))).containsExactly("today");
  }

  @Test
  @DisplayName("refuses a directory that is not empty, and replaces it when told to")
  void existing() throws IOException {
    // given
    Path directory = Files.createDirectory(parent.resolve("out"));
    Files.createFile(directory.resolve("mine"));

    // when, then
    assertThatThrownBy(() -> restore(directory, RestoreOptions.DEFAULT))
        .isInstanceOf(EmptyDestinationFirstException.class)
        .hasMessage(directory + " is there already and not empty");
    assertThat(names(directory)).containsExactly("mine");
    restore(directory, RestoreOptions.DEFAULT.with(ExistingTables.REPLACE));
    assertThat(names(directory)).containsExactly("public.customers.avro", "restore.json");
    assertThat(names(parent)).containsExactly("out");
  }

  @Test
  @DisplayName("leaves nothing behind when it fails")
  void fails() throws IOException {
    // given
    Path directory = parent.resolve("out");

    // when, then
    assertThatThrownBy(
            () ->
                Restore.run(
                    request(directory),
                    progress -> {
                      if (progress.phase() == Progress.Phase.FINISH) {
                        throw new IllegalStateException("at the last moment");
                      }
                    }))
        .hasMessage("at the last moment");
    assertThat(names(parent)).isEmpty();
  }

  private void restore(Path directory, RestoreOptions options) {
    Restore.run(request(directory).with(options), ProgressListener.NONE);
  }

  private RestoreRequest request(Path directory) {
    return RestoreRequest.of(
        shop.archive, new RestorePoint.Latest(), new Target.FileTarget(directory));
  }

  private static List<String> rows(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<GenericRecord>())) {
      reader.forEach(row -> rows.add(row.toString()));
    }
    return rows;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
