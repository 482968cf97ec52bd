package dev.tidemark.schemas.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AvroPrimitivesTest {

  @Property
  void theBytesAreThoseOfAvrosEncoderAndReadBack(
      @ForAll boolean bool,
      @ForAll int number,
      @ForAll long large,
      @ForAll float single,
      @ForAll double real,
      @ForAll byte[] bytes)
      throws IOException {
    AvroOutput ours = new AvroOutput(1);
    ours.writeBoolean(bool);
    ours.writeInt(number);
    ours.writeLong(large);
    ours.writeFloat(single);
    ours.writeDouble(real);
    ours.writeBytes(bytes, 0, bytes.length);
    ours.writeString("ü " + number);

    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(theirs, null);
    encoder.writeBoolean(bool);
    encoder.writeInt(number);
    encoder.writeLong(large);
    encoder.writeFloat(single);
    encoder.writeDouble(real);
    encoder.writeBytes(bytes);
    encoder.writeString("ü " + number);
    encoder.flush();

    assertThat(ours.toByteArray()).isEqualTo(theirs.toByteArray());
    AvroInput in = AvroInput.of(ours.array(), 0, ours.size());
    assertThat(in.readBoolean()).isEqualTo(bool);
    assertThat(in.readInt()).isEqualTo(number);
    assertThat(in.readLong()).isEqualTo(large);
    assertThat(in.readFloat()).isEqualTo(single);
    assertThat(in.readDouble()).isEqualTo(real);
    assertThat(in.readLength()).isEqualTo(bytes.length);
    in.skip(bytes.length);
    assertThat(in.readString()).isEqualTo("ü " + number);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Property
  void anArrayOfIntReadsBack(@ForAll int[] values) {
    AvroOutput out = new AvroOutput();
    out.writeInts(values);

    AvroInput in = AvroInput.of(out.toByteArray());

    assertThat(in.readInts()).isEqualTo(values);
    assertThat(in.hasRemaining()).isFalse();
  }

  @Property(tries = 100)
  void aTextHasTheBytesOfAvrosEncoder(@ForAll String text) throws IOException {
    AvroOutput ours = new AvroOutput(1);
    ours.writeString(text);

    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(theirs, null);
    encoder.writeString(text);

    assertThat(ours.toByteArray()).isEqualTo(theirs.toByteArray());
  }

  @Property(tries = 100)
  void aTextOfAsciiHasTheBytesOfAvrosEncoder(
      @ForAll @CharRange(to = '\u007F') @StringLength(min = 50, max = 80) String text)
      throws IOException {
    aTextHasTheBytesOfAvrosEncoder(text);
  }

  @Test
  @DisplayName("An array in several blocks, one of them with its size, reads as one")
  void blocks() {
    AvroOutput out = new AvroOutput();
    out.writeInt(1);
    out.writeInt(7);
    out.writeInt(-2);
    out.writeLong(2);
    out.writeInt(8);
    out.writeInt(9);
    out.writeInt(0);

    assertThat(AvroInput.of(out.toByteArray()).readInts()).containsExactly(7, 8, 9);
  }

  @Test
  @DisplayName("Nothing is read beyond the limit, whatever a length says")
  void limit() {
    byte[] bytes = {20, 'a', 'b'};

    assertThatThrownBy(() -> AvroInput.of(bytes).readString())
        .isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> AvroInput.of(bytes, 0, 0).readInt())
        .isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> AvroInput.of(bytes).readInts())
        .isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> AvroInput.of(new byte[] {1}).readString())
        .isInstanceOf(MalformedBytesException.class);
  }

  @Test
  @DisplayName("A number that does not end, or is no int, is malformed")
  void endless() {
    byte[] endless = new byte[20];
    java.util.Arrays.fill(endless, (byte) 0x80);
    AvroOutput tooLarge = new AvroOutput();
    tooLarge.writeLong(1L << 40);

    assertThatThrownBy(() -> AvroInput.of(endless).readLong())
        .hasMessage("bytes are not what their schema says: a number does not end");
    assertThatThrownBy(() -> AvroInput.of(tooLarge.toByteArray()).readInt())
        .hasMessage("bytes are not what their schema says: an int is out of its range");
  }
}
