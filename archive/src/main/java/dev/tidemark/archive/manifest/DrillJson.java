package dev.tidemark.archive.manifest;

import dev.tidemark.archive.manifest.Drill.DrilledTable;
import dev.tidemark.archive.manifest.Drill.SourceCheck;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The document {@code drills/*.json}, field by field. */
record DrillJson(
    int format,
    String collection,
    String began,
    String ended,
    long sequence,
    String into,
    boolean passed,
    @Nullable String problem,
    String source,
    @Nullable String sourceNote,
    List<TableJson> tables) {

  /** One table of it. */
  record TableJson(String table, long rows, String checksum) {}

  static byte[] encode(CollectionName collection, Drill drill) {
    return StrictJson.writeSealed(
        new DrillJson(
            StrictJson.FORMAT,
            collection.value(),
            drill.began().toString(),
            drill.ended().toString(),
            drill.sequence().value(),
            drill.into(),
            drill.isPassed(),
            drill.problem().orElse(null),
            drill.source().word(),
            drill.sourceNote().orElse(null),
            drill.tables().stream()
                .map(each -> new TableJson(each.table().toString(), each.rows(), each.checksum()))
                .toList()));
  }

  static Drill decode(String path, byte[] content) {
    DrillJson json =
        StrictJson.read(path, ManifestSeal.opened(path, content).document(), DrillJson.class);
    try {
      if (json.passed() != (json.problem() == null)) {
        throw new IllegalArgumentException("what is passed has no problem");
      }
      return new Drill(
          Instant.parse(json.began()),
          Instant.parse(json.ended()),
          json.sequence() == 0 ? Sequence.NONE : Sequence.of(json.sequence()),
          Objects.requireNonNull(json.into()),
          Optional.ofNullable(json.problem()),
          SourceCheck.of(json.source()),
          Optional.ofNullable(json.sourceNote()),
          json.tables().stream()
              .map(
                  each ->
                      new DrilledTable(TableId.parse(each.table()), each.rows(), each.checksum()))
              .toList());
    } catch (NullPointerException | IllegalArgumentException | DateTimeException e) {
      throw new DamagedFileException(path, "its fields are not those of a drill", e);
    }
  }
}
