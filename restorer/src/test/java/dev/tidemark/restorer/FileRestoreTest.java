package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.load.EmptyDestinationFirstException;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static final RestoreOptions REPLACE = RestoreOptions.DEFAULT.with(ExistingTables.REPLACE);

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
  @DisplayName(
      "refuses a directory that is not empty, and replaces an earlier restore when told to")
  void existing() throws IOException {
    // given
    Path directory = parent.resolve("out");
    restore(directory, RestoreOptions.DEFAULT);
    shop.put(3, "public.customers", "4", "Bob").incremental(3);

    // when, then
    assertThatThrownBy(() -> restore(directory, RestoreOptions.DEFAULT))
        .isInstanceOf(EmptyDestinationFirstException.class)
        .hasMessage(directory + " is there already and not empty");
    assertThat(rows(directory.resolve("public.customers.avro"))).hasSize(3);
    RestoreReport report = restore(directory, REPLACE);
    assertThat(((RestoreReport.Restored) report.outcome()).notes()).isEmpty();
    assertThat(rows(directory.resolve("public.customers.avro"))).hasSize(4);
    assertThat(names(directory)).containsExactly("public.customers.avro", "restore.json");
    assertThat(names(parent)).containsExactly("out");
  }

  @Test
  @DisplayName("never replaces a directory that no restore made")
  void somebodysDirectory() throws IOException {
    // given
    Path directory = Files.createDirectory(parent.resolve("home"));
    for (int i = 1; i <= 7; i++) {
      Files.createFile(directory.resolve("mine-" + i));
    }

    // when, then
    assertNotReplaced(
        directory,
        "it has no restore.json, so no restore made it, and it holds mine-1, mine-2, mine-3,"
            + " mine-4, mine-5 and 2 more");
    assertThat(names(directory)).hasSize(7);
  }

  @Test
  @DisplayName("never replaces an earlier restore that something was put beside")
  void somethingBeside() throws IOException {
    // given
    Path directory = parent.resolve("out");
    restore(directory, RestoreOptions.DEFAULT);
    Files.createDirectory(directory.resolve("notes"));
    Files.createFile(directory.resolve("mine"));

    // when, then
    assertNotReplaced(directory, "beside the files of an earlier restore it holds mine, notes");
    assertThat(names(directory))
        .containsExactly("mine", "notes", "public.customers.avro", "restore.json");
  }

  @Test
  @DisplayName("never replaces a directory whose restore.json is of something else")
  void anotherMarker() throws IOException {
    // given
    Path directory = Files.createDirectory(parent.resolve("out"));
    Files.writeString(directory.resolve("restore.json"), "{\"tables\": []}");

    // when, then
    assertNotReplaced(
        directory, "its restore.json does not tell which files an earlier restore made");
    assertThat(names(directory)).containsExactly("restore.json");
  }

  @Test
  @DisplayName("never replaces a file or a link")
  void fileOrLink() throws IOException {
    // given
    Path file = Files.writeString(parent.resolve("file"), "mine");
    Path earlier = parent.resolve("earlier");
    restore(earlier, RestoreOptions.DEFAULT);
    Path link = Files.createSymbolicLink(parent.resolve("link"), earlier);

    // when, then
    assertNotReplaced(file, "it is not a directory");
    assertNotReplaced(link, "it is not a directory");
    assertThat(file).hasContent("mine");
    assertThat(names(parent)).containsExactly("earlier", "file", "link");
  }

  @Test
  @DisplayName("looks again, at the moment of replacing, what it is about to replace")
  void putThereMeanwhile() throws IOException {
    // given
    Path directory = parent.resolve("out");
    restore(directory, RestoreOptions.DEFAULT);

    // when, then
    assertThatThrownBy(
            () ->
                Restore.run(
                    request(directory).with(REPLACE),
                    progress -> {
                      if (progress.phase() == Progress.Phase.FINISH) {
                        write(directory.resolve("mine"));
                      }
                    }))
        .isInstanceOf(EmptyDestinationFirstException.class)
        .hasMessage(
            directory + " is not replaced: beside the files of an earlier restore it holds mine");
    assertThat(names(directory)).containsExactly("mine", "public.customers.avro", "restore.json");
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

  private void assertNotReplaced(Path directory, String why) {
    assertThatThrownBy(() -> restore(directory, REPLACE))
        .isInstanceOf(EmptyDestinationFirstException.class)
        .hasMessage(directory + " is not replaced: " + why)
        .extracting(e -> ((ProblemException) e).hint())
        .isEqualTo(
            "Restore into another directory, or move away what is there. --replace only takes the"
                + " place of an earlier restore.");
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "mine");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RestoreReport restore(Path directory, RestoreOptions options) {
    return Restore.run(request(directory).with(options), ProgressListener.NONE);
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
