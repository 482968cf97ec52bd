package dev.tidemark.archive.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A container file that is not what was written")
class DamageTest {

  private final MemoryStorage storage = new MemoryStorage();
  private StoredRun run;
  private byte[] content;

  @BeforeEach
  void write() {
    run =
        new NoteRuns(storage, "shop/data/1", RunRole.DELTA)
            .row(1, 0, 1, "title", "body")
            .deleted(2, 0, 2)
            .commit();
    content = storage.content(run.path());
  }

  @Test
  @DisplayName("is found out, whichever byte of it was changed")
  void anyByte() {
    for (int at = 0; at < content.length; at++) {
      byte[] damaged = content.clone();
      damaged[at] ^= (byte) (1 << at % Byte.SIZE);
      storage.replace(run.path(), damaged);

      assertThatThrownBy(this::readAll)
          .as("byte %d", at)
          .isInstanceOfAny(DamagedFileException.class, UnknownFormatException.class)
          .hasMessageStartingWith(run.path() + " ");
    }
  }

  @Test
  @DisplayName("is found out, wherever it was cut off")
  void anyLength() {
    for (int length = 0; length < content.length; length++) {
      storage.replace(run.path(), Arrays.copyOf(content, length));

      assertThatThrownBy(this::readAll).isInstanceOf(DamagedFileException.class);
    }
  }

  @Test
  @DisplayName("is found out when it was cut off between two blocks")
  void betweenBlocks() {
    NoteRuns runs = new NoteRuns(storage, "shop/data/2", RunRole.BASE);
    for (int id = 0; id < 3000; id++) {
      runs.row(1, id, id, "a title of some length, so that there are blocks", "and a body");
    }
    run = runs.commit();
    content = storage.content(run.path());
    byte[] marker = Arrays.copyOfRange(content, content.length - 16, content.length);
    int second = lastIndexOf(marker, content.length - 17);
    storage.replace(run.path(), Arrays.copyOf(content, second + 16));

    assertThatThrownBy(this::readAll)
        .hasMessage(
            run.path()
                + " is damaged: it has "
                + (second + 16)
                + " bytes where the manifest has "
                + content.length);
  }

  @Test
  @DisplayName("is named when it is missing")
  void missing() {
    storage.delete(run.path());

    assertThatThrownBy(this::readAll)
        .isInstanceOf(MissingFileException.class)
        .hasMessage("shop/data/1/public.notes/delta-00.avro is missing from memory");
  }

  @Test
  @DisplayName("is named with its version when a later program wrote it")
  void future() {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String future = text.replace("tidemark.format\u00023", "tidemark.format\u00024");
    storage.replace(run.path(), future.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(future).isNotEqualTo(text);
    assertThatThrownBy(this::readAll)
        .isInstanceOf(UnknownFormatException.class)
        .hasMessage(run.path() + " has format version 4, and this program knows versions up to 3");
  }

  private void readAll() {
    try (RunReader reader = RunReader.open(storage, run)) {
      while (reader.advance()) {
        assertThat(reader.sequence()).isPositive();
      }
    }
  }

  private int lastIndexOf(byte[] sought, int before) {
    for (int at = before; at >= 0; at--) {
      if (Arrays.equals(content, at, at + sought.length, sought, 0, sought.length)) {
        return at;
      }
    }
    throw new AssertionError("one block");
  }
}
