package dev.tidemark.schemas.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro's binary primitives, written to an array that grows and is used again. Not for sharing
 * between threads.
 */
public final class AvroOutput {

  private static final int LARGEST = Integer.MAX_VALUE - 8;

  /** From so many bytes on the array does not double, for the sake of memory. */
  private static final int LARGE = 1 << 20;

  /** The longest text whose length takes one byte. */
  private static final int SHORT = 63;

  private byte[] bytes;
  private int size;

  public AvroOutput() {
    this(512);
  }

  public AvroOutput(int capacity) {
    this.bytes = new byte[Math.max(16, capacity)];
  }

  public void writeBoolean(boolean value) {
    reserve(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  public void writeInt(int value) {
    writeVarint(((value << 1) ^ (value >> 31)) & 0xFFFFFFFFL);
  }

  public void writeLong(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  public void writeFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    reserve(4);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  public void writeDouble(double value) {
    writeLittleEndian(Double.doubleToRawLongBits(value));
  }

  /** Eight bytes, lowest first: not an Avro long, but what fingerprints are written as. */
  public void writeLittleEndian(long value) {
    reserve(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  public void writeString(String value) {
    if (value.length() <= SHORT && writeShortAscii(value)) {
      return;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    writeBytes(utf8, 0, utf8.length);
  }

  /** Bytes with their length before them. */
  public void writeBytes(byte[] source, int offset, int length) {
    writeInt(length);
    writeRaw(source, offset, length);
  }

  /** An array of int: one block and the end, or the end alone. */
  public void writeInts(int[] values) {
    if (values.length > 0) {
      writeInt(values.length);
      for (int value : values) {
        writeInt(value);
      }
    }
    writeInt(0);
  }

  public void writeByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Bytes as they are: an Avro fixed, or what is encoded already. */
  public void writeRaw(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  public int size() {
    return size;
  }

  /** Forgets what was written after this size was reached. */
  public void rewind(int earlierSize) {
    size = Math.min(size, earlierSize);
  }

  /** Forgets what was written and keeps the array. */
  public void reset() {
    size = 0;
  }

  /**
   * The array behind, of which the first {@link #size()} bytes count; valid until the next write.
   */
  public byte[] array() {
    return bytes;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Without a copy of the text; if there is anything but ASCII in it, nothing is written. */
  private boolean writeShortAscii(String value) {
    int length = value.length();
    reserve(1 + length);
    int at = size;
    bytes[at++] = (byte) (length << 1);
    for (int i = 0; i < length; i++) {
      char next = value.charAt(i);
      if (next > 0x7F) {
        return false;
      }
      bytes[at++] = (byte) next;
    }
    size = at;
    return true;
  }

  private void writeVarint(long value) {
    reserve(10);
    byte[] target = bytes;
    int at = size;
    if ((value & ~0x7FL) == 0) {
      target[at] = (byte) value;
      size = at + 1;
      return;
    }
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    size = at;
  }

  /** Makes room, exactly, for so many bytes more that are written in small parts. */
  public void makeRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.addExact(size, more));
    }
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    long needed = (long) size + more;
    if (needed > LARGEST) {
      throw new IllegalStateException("a row is larger than " + LARGEST + " bytes");
    }
    long roomy = bytes.length < LARGE ? 2L * bytes.length : bytes.length + (bytes.length >> 3);
    bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, roomy)));
  }
}
