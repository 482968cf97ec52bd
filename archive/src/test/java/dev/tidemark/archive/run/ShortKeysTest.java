package dev.tidemark.archive.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Golden;
import dev.tidemark.archive.LogRuns;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A run of a table without a key")
class ShortKeysTest {

  private static final String DIRECTORY = "shop/data/1";

  private final MemoryStorage storage = new MemoryStorage();

  @Test
  @DisplayName("gives back the keys of its rows: of copies, deleted rows and rows changed since")
  void readsBack() {
    LogRuns log = log();

    assertThat(read(log.write(storage, DIRECTORY))).containsExactlyElementsOf(log.versions());
  }

  @Test
  @DisplayName("of a full has a digest only where the row does not give it, and format version 2")
  void isAvro() throws IOException {
    StoredRun run = live().write(storage, DIRECTORY, RunRole.BASE);

    List<String> records = new ArrayList<>();
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(storage.content(run.path())), new GenericDatumReader<>())) {
      for (GenericRecord version : stream) {
        GenericRecord key = (GenericRecord) version.get("key");
        String digest = key.get("digest") == null ? "no digest" : "a digest";
        records.add(digest + ", copy " + key.get("copy") + ", " + version.get("row"));
      }
      assertThat(stream.getMetaString("tidemark.format")).isEqualTo("2");
    }

    assertThat(records)
        .containsExactlyInAnyOrder(
            "no digest, copy 1, {\"line\": \"a\"}",
            "no digest, copy 2, {\"line\": \"a\"}",
            "no digest, copy 1, {\"line\": \"b\"}",
            "a digest, copy 1, {\"line\": \"c, and more\"}");
  }

  @Test
  @DisplayName("keeps its order across blocks")
  void manyBlocks() {
    LogRuns log = new LogRuns();
    for (int line = 0; line < 1000; line++) {
      log.row(1, "x".repeat(1000) + line, 1);
    }

    StoredRun run = log.write(storage, DIRECTORY);

    assertThat(read(run)).containsExactlyElementsOf(log.versions());
    assertThat(run.file().firstKey()).hasSize(66);
  }

  @Test
  @DisplayName("of a full has the bytes of format 2, today and ever after")
  void golden() {
    StoredRun run = live().write(storage, DIRECTORY, RunRole.BASE);

    assertThat(storage.content(run.path())).isEqualTo(Golden.file(2, "run-base-whole-rows.avro"));
    assertThat(read(run)).containsExactlyElementsOf(live().versions());
  }

  @Test
  @DisplayName("of an incremental has the bytes of format 3, today and ever after")
  void goldenOfGroups() {
    StoredRun run = log().write(storage, DIRECTORY);

    assertThat(storage.content(run.path())).isEqualTo(Golden.file(3, "run-whole-rows.avro"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("of an earlier format, with all digests or without, is read, alone and among others")
  void earlierFormats(int format) {
    StoredRun old =
        OldRuns.store(storage, log().write(storage, DIRECTORY), format, "run-whole-rows.avro");
    StoredRun later = new LogRuns().deleted(8, "a", 2).row(8, "d", 1).write(storage, DIRECTORY);

    assertThat(read(old)).containsExactlyElementsOf(log().versions());
    List<String> lines = new ArrayList<>();
    try (TableScan scan =
        TableScan.open(storage, List.of(old, later), Sequence.of(9), Optional.empty())) {
      while (scan.advance()) {
        lines.add(
            RowText.of(scan.schema())
                .decode(scan.row().array(), scan.row().offset(), scan.row().length())[0]);
      }
    }
    assertThat(lines).containsExactlyInAnyOrder("a", "c, and more", "d");
    RunSchemas schemas = new RunSchemas();
    try (RunReader first = RunReader.open(storage, old, schemas);
        RunReader second = RunReader.open(storage, later, schemas)) {
      assertThat(first.schema()).isSameAs(second.schema());
    }
  }

  private static LogRuns log() {
    return new LogRuns()
        .row(5, "a", 1)
        .row(5, "a", 2)
        .deleted(6, "b", 1)
        .keyed(7, "c, and more", "c", 1);
  }

  private static LogRuns live() {
    return new LogRuns()
        .row(5, "a", 1)
        .row(5, "a", 2)
        .row(6, "b", 1)
        .keyed(7, "c, and more", "c", 1);
  }

  private List<LogRuns.Version> read(StoredRun run) {
    List<LogRuns.Version> versions = new ArrayList<>();
    try (RunReader reader = RunReader.open(storage, run)) {
      assertThat(reader.schema()).isEqualTo(LogRuns.SCHEMA);
      while (reader.advance()) {
        versions.add(
            new LogRuns.Version(
                reader.sequence(),
                copy(reader.key()),
                reader.isTombstone() ? null : copy(reader.row())));
      }
    }
    return versions;
  }

  private static RowSlice copy(RowSlice slice) {
    return RowSlice.of(slice.toByteArray());
  }
}
