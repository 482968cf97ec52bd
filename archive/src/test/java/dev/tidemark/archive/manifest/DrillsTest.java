package dev.tidemark.archive.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.manifest.Drill.DrilledTable;
import dev.tidemark.archive.manifest.Drill.SourceCheck;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Verdicts of drills")
class DrillsTest {

  private static final Instant BEGIN = Instant.parse("2026-11-22T07:15:00.042Z");

  private final MemoryStorage storage = new MemoryStorage();
  private final Archive archive = Archive.open(storage, new CollectionName("shop"));
  private final Drills drills = Drills.of(archive);

  @Test
  @DisplayName("are read as they were written, the newest of them")
  void written_and_read() {
    Drill failed = drill(BEGIN, Optional.of("2 files are missing"));
    Drill passed = drill(BEGIN.plusSeconds(1), Optional.empty());

    drills.record(failed);
    assertThat(drills.newest()).contains(failed);
    drills.record(passed);

    assertThat(drills.newest()).contains(passed);
    assertThat(drills.lastBegan()).contains(passed.began());
    assertThat(archive.manifests()).isEmpty();
  }

  @Test
  @DisplayName("are the documents of docs/format.md, sealed as manifests are")
  void document() throws IOException {
    drills.record(drill(BEGIN, Optional.empty()));

    String path = "shop/drills/20261122071500042Z.json";
    try (InputStream in = storage.open(path, 0)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .matches(
              """
              \\{
                "format" : 1,
                "collection" : "shop",
                "began" : "2026-11-22T07:15:00.042Z",
                "ended" : "2026-11-22T07:15:02.042Z",
                "sequence" : 42,
                "into" : "files",
                "passed" : true,
                "problem" : null,
                "source" : "same",
                "sourceNote" : null,
                "tables" : \\[
                  \\{
                    "table" : "public.orders",
                    "rows" : 7,
                    "checksum" : "00000000000000ff"
                  \\}
                \\],
                "sha256" : "[0-9a-f]{64}"
              \\}
              """);
    }
    storage.delete(path);
    boolean unused = storage.putIfAbsent(path, "{\"format\" : 1}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(drills::newest).isInstanceOf(DamagedFileException.class);
    assertThat(drills.lastBegan()).contains(BEGIN);
  }

  @Test
  @DisplayName("are kept up to a number")
  void kept() {
    IntStream.range(0, Drills.KEPT + 3)
        .forEach(n -> drills.record(drill(BEGIN.plusSeconds(n), Optional.empty())));

    assertThat(storage.list("shop/drills/")).hasSize(Drills.KEPT);
    assertThat(drills.lastBegan()).contains(BEGIN.plusSeconds(Drills.KEPT + 2));
  }

  private static Drill drill(Instant began, Optional<String> problem) {
    return new Drill(
        began,
        began.plusSeconds(2),
        Sequence.of(42),
        "files",
        problem,
        SourceCheck.SAME,
        Optional.empty(),
        List.of(new DrilledTable(TableId.parse("public.orders"), 7, "00000000000000ff")));
  }
}
