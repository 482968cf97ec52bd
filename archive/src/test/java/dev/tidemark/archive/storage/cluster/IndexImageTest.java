package dev.tidemark.archive.storage.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.archive.storage.cluster.IndexImage.Effect;
import dev.tidemark.archive.storage.cluster.IndexRecord.Claimed;
import dev.tidemark.archive.storage.cluster.IndexRecord.Committed;
import dev.tidemark.archive.storage.cluster.IndexRecord.Deleted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The index of files in a cluster")
class IndexImageTest {

  private static final ChunkedFile A = file(1);
  private static final ChunkedFile B = file(2);
  private static final Effect NOTHING = new Effect(false, Optional.empty());
  private static final Effect THERE = new Effect(true, Optional.empty());

  private final IndexImage image = new IndexImage();

  @Test
  @DisplayName("gives a path to the first who claims it, and for good")
  void firstClaimWins() {
    assertThat(image.apply("m", new Claimed(A))).isEqualTo(THERE);
    assertThat(image.apply("m", new Claimed(B))).isEqualTo(NOTHING);
    assertThat(image.files()).containsEntry("m", A);

    Effect unused = image.apply("m", new Deleted(A.id()));
    assertThat(image.apply("m", new Claimed(B))).isEqualTo(NOTHING);
    assertThat(image.files()).isEmpty();
  }

  @Test
  @DisplayName("gives a path to the last who commits it, and says whose it was")
  void lastCommitWins() {
    assertThat(image.apply("a", new Committed(A))).isEqualTo(THERE);
    assertThat(image.apply("a", new Committed(B))).isEqualTo(new Effect(true, Optional.of(A)));

    assertThat(image.files()).containsEntry("a", B);
  }

  @Test
  @DisplayName("lets no record take effect twice: what was replaced does not come back")
  void twice() {
    assertThat(image.apply("a", new Committed(A))).isEqualTo(THERE);
    assertThat(image.apply("a", new Committed(A))).isEqualTo(THERE);
    Effect unused = image.apply("a", new Committed(B));

    assertThat(image.apply("a", new Committed(A))).isEqualTo(NOTHING);

    assertThat(image.files()).containsEntry("a", B);
  }

  @Test
  @DisplayName("deletes the file that is meant, and no other that has its name")
  void delete() {
    Effect unused = image.apply("a", new Committed(A));
    Effect replaced = image.apply("a", new Committed(B));
    assertThat(replaced.isThere()).isTrue();

    assertThat(image.apply("a", new Deleted(A.id()))).isEqualTo(NOTHING);
    assertThat(image.apply("a", new Deleted(B.id()))).isEqualTo(new Effect(false, Optional.of(B)));

    assertThat(image.files()).isEmpty();
  }

  @Test
  @DisplayName("is written as JSON that a person can read")
  void json() {
    ChunkedFile large = new ChunkedFile(A.id(), 700_000, 3, 262_144, 2, List.of(10L, 14L));
    for (IndexRecord record : List.of(new Claimed(A), new Committed(large), new Deleted(A.id()))) {
      assertThat(IndexCodec.decode("record 0", IndexCodec.encode(record))).isEqualTo(record);
    }
    assertThat(new String(IndexCodec.encode(new Committed(large)), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"format\":1,\"event\":\"committed\","
                + "\"file\":\"00000000-0000-0000-0000-000000000001\",\"bytes\":700000,"
                + "\"partition\":3,\"chunkBytes\":262144,\"every\":2,\"offsets\":[10,14]}");
    assertThat(new String(IndexCodec.encode(new Deleted(A.id())), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"format\":1,\"event\":\"deleted\","
                + "\"file\":\"00000000-0000-0000-0000-000000000001\"}");
  }

  @Test
  @DisplayName("of a later version is refused by name")
  void laterVersion() {
    assertThatThrownBy(() -> decode("{\"format\":2,\"event\":\"renamed\"}"))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessage("record 7 has format version 2, and this program knows versions up to 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"format\":1}",
        "{\"format\":1,\"event\":\"lost\",\"file\":\"00000000-0000-0000-0000-000000000001\"}",
        "{\"format\":1,\"event\":\"claimed\",\"file\":\"00000000-0000-0000-0000-000000000001\"}",
        "{\"format\":1,\"event\":\"deleted\",\"file\":\"one\"}",
        "{\"format\":1,\"event\":\"claimed\",\"file\":\"00000000-0000-0000-0000-000000000001\","
            + "\"bytes\":5,\"partition\":0,\"chunkBytes\":3,\"every\":1,\"offsets\":[1]}"
      })
  @DisplayName("that is damaged is refused")
  void damaged(String json) {
    assertThatThrownBy(() -> decode(json))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("record 7 is damaged: ");
  }

  private static IndexRecord decode(String json) {
    return IndexCodec.decode("record 7", json.getBytes(StandardCharsets.UTF_8));
  }

  private static ChunkedFile file(int id) {
    return new ChunkedFile(new UUID(0, id), 5, 0, 262_144, 1, List.of((long) id));
  }
}
