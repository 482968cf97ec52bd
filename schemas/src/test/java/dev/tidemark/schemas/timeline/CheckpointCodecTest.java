package dev.tidemark.schemas.timeline;

import static dev.tidemark.schemas.timeline.Checkpoints.POSITION;
import static dev.tidemark.schemas.timeline.Checkpoints.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.Golden;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointCodecTest {

  @Test
  @DisplayName("A checkpoint with every kind of entry reads back as it was written")
  void roundTrip() {
    assertThat(CheckpointCodec.decode(CheckpointCodec.encode(Checkpoints.full())))
        .isEqualTo(Checkpoints.full());
  }

  @Test
  @DisplayName("A boundary without entries reads back as it was written")
  void emptyRoundTrip() {
    Checkpoint empty =
        new Checkpoint(Sequence.NONE, List.of(), OffsetMap.EMPTY, POSITION, TIME, null);

    Checkpoint read = CheckpointCodec.decode(CheckpointCodec.encode(empty));

    assertThat(read).isEqualTo(empty);
    assertThat(read.isBoundary()).isTrue();
  }

  @Test
  @DisplayName("A backup ends between transactions, where the catalog was looked at")
  void boundary() {
    OpenTransaction open = new OpenTransaction(new TransactionId("9"), Sequence.FIRST, List.of());

    assertThat(at(null, 7).isBoundary()).isTrue();
    assertThat(at(null, 6).isBoundary()).isFalse();
    assertThat(at(open, 7).isBoundary()).isFalse();
  }

  private static Checkpoint at(@Nullable OpenTransaction open, long checked) {
    return new Checkpoint(
        Sequence.of(7),
        List.of(),
        OffsetMap.EMPTY,
        POSITION,
        TIME,
        open,
        Sequence.of(checked),
        List.of());
  }

  @Test
  @DisplayName("A commit before 1970 keeps its microseconds")
  void earlyTime() {
    Checkpoint early =
        new Checkpoint(
            Sequence.NONE,
            List.of(),
            OffsetMap.EMPTY,
            POSITION,
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            null);

    assertThat(CheckpointCodec.decode(CheckpointCodec.encode(early))).isEqualTo(early);
  }

  @Test
  @DisplayName("The bytes of version 1 stay what they are")
  void golden() {
    assertThat(CheckpointCodec.encode(Checkpoints.full()))
        .isEqualTo(Golden.bytes("checkpoint.hex"));
    assertThat(CheckpointCodec.decode(Golden.bytes("checkpoint.hex")))
        .isEqualTo(Checkpoints.full());
  }

  @Test
  @DisplayName("A checkpoint of an unknown schema is refused, and the schema named")
  void unknownSchema() {
    byte[] newer = CheckpointCodec.encode(Checkpoints.full());
    for (int i = 2; i < 10; i++) {
      newer[i] = (byte) (i * 16);
    }

    assertThatThrownBy(() -> CheckpointCodec.decode(newer))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("a record of the timeline has the unknown schema 9080706050403020");
  }

  @Test
  @DisplayName("What is no checkpoint is refused")
  void noCheckpoint() {
    assertThatThrownBy(() -> CheckpointCodec.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("a record of the timeline is no checkpoint");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 20, 60, 200})
  @DisplayName("A checkpoint that is cut short is refused")
  void cutShort(int length) {
    byte[] cut = Arrays.copyOf(CheckpointCodec.encode(Checkpoints.full()), length);

    assertThatThrownBy(() -> CheckpointCodec.decode(cut))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("a checkpoint on the timeline is damaged");
  }

  @Test
  @DisplayName("A checkpoint with something behind it is refused")
  void tooLong() {
    byte[] bytes = CheckpointCodec.encode(Checkpoints.full());

    assertThatThrownBy(() -> CheckpointCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(UnreadableTimelineException.class)
        .hasMessage("something follows a checkpoint");
  }
}
