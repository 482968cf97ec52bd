package dev.tidemark.archive.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Golden;
import dev.tidemark.archive.LogRuns;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Sha256;
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
  @DisplayName("has a digest only where the row does not give it, and format version 2")
  void isAvro() throws IOException {
    StoredRun run = log().write(storage, DIRECTORY);

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
            "a digest, copy 1, null",
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
  @DisplayName("has the bytes of format 2, today and ever after")
  void golden() {
    StoredRun run = log().write(storage, DIRECTORY);

    assertThat(storage.content(run.path())).isEqualTo(Golden.file(2, "run-whole-rows.avro"));
  }

  @Test
  @DisplayName("of format 1, with all digests, is read, alone and among others")
  void formatOne() {
    StoredRun old = ofFormatOne();
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

  /** The same versions, as they were written before keys were short. */
  private StoredRun ofFormatOne() {
    byte[] content = Golden.file(1, "run-whole-rows.avro");
    StoredRun now = log().write(storage, "shop/data/2");
    RunFile file = now.file();
    storage.replace("shop/data/0/" + file.path(), content);
    return new StoredRun(
        "shop/data/0",
        new RunFile(
            file.path(),
            file.role(),
            file.table(),
            0,
            content.length,
            file.rows(),
            Sha256.of(content),
            file.firstKey(),
            file.lastKey(),
            file.firstSequence(),
            file.lastSequence(),
            file.fingerprint()));
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
