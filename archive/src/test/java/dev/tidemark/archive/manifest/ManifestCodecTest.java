package dev.tidemark.archive.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Golden;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A manifest")
class ManifestCodecTest {

  private static final String PATH = "shop/manifests/00000042.json";
  private static final Instant TIME = Instant.parse("2026-11-22T07:15:00.123456Z");

  @Test
  @DisplayName("has the bytes of format 1, today and ever after")
  void golden() {
    assertThat(new String(ManifestCodec.encode(incremental()), UTF_8))
        .isEqualTo(new String(Golden.file("manifest.json"), UTF_8));
  }

  @Test
  @DisplayName("of format 1 is read back")
  void readsBack() {
    byte[] file = Golden.file("manifest.json");
    assertThat(ManifestCodec.decode(PATH, file)).isEqualTo(incremental());
    assertThat(ManifestCodec.decodeHashed(PATH, file).sha256()).isEqualTo(Sha256.of(file));
  }

  @Test
  @DisplayName("of a first full has neither parent nor beginning")
  void full() {
    Manifest full =
        new Manifest(
            new CollectionName("shop"),
            new BackupId(TIME, 1, BackupKind.FULL),
            null,
            "data/1",
            Boundary.ORIGIN,
            incremental().to(),
            incremental().timeline(),
            List.of(),
            List.of(),
            List.of(),
            TIME);

    byte[] json = ManifestCodec.encode(full);

    assertThat(new String(json, UTF_8))
        .contains("\"parent\" : null", "\"fromTime\" : null", "\"fromPosition\" : null");
    assertThat(ManifestCodec.decode(PATH, json)).isEqualTo(full);
  }

  @Test
  @DisplayName("of a later format is refused by its number")
  void future() {
    assertThatThrownBy(
            () -> ManifestCodec.decode(PATH, changed("\"format\" : 1", "\"format\" : 2")))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessage(PATH + " has format version 2, and this program knows versions up to 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "\"format\" : 1|\"forms\" : 1|its format is not given",
        "\"ordinal\" : 42|\"ordinal\" : 43|its fields contradict each other",
        "\"kind\" : \"incremental\"|\"kind\" : \"full\"|its fields contradict each other",
        "\"directory\" :|\"unknown\" : 1, \"directory\" :|it is not the JSON expected",
        "\"to\" : 9,||it is not the JSON expected",
        "\"to\" : 9|\"to\" : 3|20261122071500Z_000042_incremental ends before it begins",
        "\"role\" : \"delta\"|\"role\" : \"gamma\"|'gamma' is not a role of a run",
        "\"toTime\" : \"2026-11-22T07:15:00.123456Z\"|\"toTime\" : null|a field is null",
        "\"rows\" : 2,|\"rows\" : 2.5,|it is not the JSON expected",
        "\"until\" : 6|\"until\" : 3|a window over \"odd.schema\".Größe ends before it begins",
        "\"created\"|\"to\" : 9, \"created\"|it is not the JSON expected"
      })
  @DisplayName("that is not exactly one is refused")
  void refused(String text, String instead, String what) {
    byte[] json = changed(text, instead == null ? "" : instead);

    assertThatThrownBy(() -> ManifestCodec.decode(PATH, json))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(PATH + " is damaged: " + what);
  }

  @Test
  @DisplayName("of which a single bit was changed is refused, whichever it is")
  void anyBit() {
    byte[] golden = Golden.file("manifest.json");
    for (int bit = 0; bit < golden.length * Byte.SIZE; bit++) {
      byte[] json = golden.clone();
      json[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

      assertThatThrownBy(() -> ManifestCodec.decode(PATH, json))
          .isInstanceOfAny(DamagedFileException.class, UnknownFormatException.class)
          .hasMessageStartingWith(PATH + " ");
    }
  }

  private static byte[] changed(String text, String instead) {
    String json =
        new String(ManifestSeal.opened(PATH, Golden.file("manifest.json")).document(), UTF_8);
    assertThat(json).contains(text);
    return ManifestSeal.sealed(json.replace(text, instead).getBytes(UTF_8));
  }

  static Manifest incremental() {
    TableId odd = new TableId("odd.schema", "Größe");
    return new Manifest(
        new CollectionName("shop"),
        new BackupId(TIME, 42, BackupKind.INCREMENTAL),
        new ParentBackup(
            new BackupId(TIME.minusSeconds(60), 41, BackupKind.FULL), Sha256.of(new byte[] {41})),
        "data/20261122071500Z_000042_incremental-7f3a9c21",
        new Boundary(
            Sequence.of(4),
            TIME.minusSeconds(60),
            new SourcePosition("0/4"),
            OffsetMap.of(Map.of(Notes.ID, List.of(4L, 0L)))),
        new Boundary(
            Sequence.of(9),
            TIME,
            new SourcePosition("16/B374D848"),
            OffsetMap.of(Map.of(Notes.ID, List.of(9L, 12L), odd, List.of(7L)))),
        new TimelineFile(345, 6, Sha256.of(new byte[] {6})),
        List.of(
            new RunFile(
                "public.notes/delta-00.avro",
                RunRole.DELTA,
                Notes.ID,
                0,
                1234,
                2,
                Sha256.of(new byte[] {1}),
                "02",
                "0f",
                Sequence.of(5),
                Sequence.of(9),
                Notes.SCHEMA.fingerprint()),
            new RunFile(
                "public.notes/delta-01.avro",
                RunRole.DELTA,
                Notes.ID,
                1,
                99,
                0,
                Sha256.of(new byte[] {2}),
                null,
                null,
                Sequence.NONE,
                Sequence.NONE,
                Notes.SCHEMA.fingerprint())),
        List.of(new Truncated(ChangeId.of(6, 3), odd)),
        List.of(
            new ObscuredWindow(odd, Sequence.of(3), Sequence.of(6), "its rows were rewritten"),
            new ObscuredWindow(Notes.ID, Sequence.of(8), null, "it was dropped and made again")),
        List.of(new TableInForce(Sequence.of(5), Notes.DEFINITION)),
        TIME.plusSeconds(1));
  }
}
