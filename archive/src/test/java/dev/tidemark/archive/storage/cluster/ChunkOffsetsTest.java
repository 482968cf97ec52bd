package dev.tidemark.archive.storage.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The offsets of a file's chunks")
class ChunkOffsetsTest {

  @Test
  @DisplayName("stay few for a large file, and none is behind its chunk")
  void few() {
    ChunkOffsets offsets = new ChunkOffsets();
    int chunks = 40_000;
    for (int i = 0; i < chunks; i++) {
      assertThat(offsets.add(3L * i)).isTrue();
    }

    ChunkedFile file =
        new ChunkedFile(UUID.randomUUID(), 10L * chunks, 0, 10, offsets.every(), offsets.offsets());
    assertThat(file.offsets()).hasSizeLessThanOrEqualTo(1024);
    for (int chunk = 0; chunk < chunks; chunk += 97) {
      assertThat(file.before(chunk)).isBetween(3L * (chunk - file.every() + 1), 3L * chunk);
    }
  }

  @Test
  @DisplayName("that the broker does not tell are taken to be those before")
  void untold() {
    ChunkOffsets offsets = new ChunkOffsets();
    assertThat(offsets.add(7)).isTrue();
    assertThat(offsets.add(-1)).isTrue();
    assertThat(offsets.add(9)).isTrue();

    assertThat(offsets.offsets()).containsExactly(7L, 7L, 9L);
  }

  @Test
  @DisplayName("go up, or something is wrong")
  void order() {
    ChunkOffsets offsets = new ChunkOffsets();
    assertThat(offsets.add(0)).isTrue();

    assertThat(offsets.add(0)).isFalse();
  }
}
