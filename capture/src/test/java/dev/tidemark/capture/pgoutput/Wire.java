package dev.tidemark.capture.pgoutput;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Messages as the documentation of PostgreSQL lays them out, byte by byte. */
public final class Wire {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** A part of a message. */
  @FunctionalInterface
  private interface Part {
    void write() throws IOException;
  }

  public static Wire message(char kind) {
    return new Wire().character(kind);
  }

  private Wire put(Part part) {
    try {
      part.write();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Wire character(char c) {
    return put(() -> out.writeByte(c));
  }

  public Wire int8(int value) {
    return put(() -> out.writeByte(value));
  }

  public Wire int16(int value) {
    return put(() -> out.writeShort(value));
  }

  public Wire int32(int value) {
    return put(() -> out.writeInt(value));
  }

  public Wire int64(long value) {
    return put(() -> out.writeLong(value));
  }

  public Wire name(String text) {
    return put(
        () -> {
          out.write(text.getBytes(StandardCharsets.UTF_8));
          out.writeByte(0);
        });
  }

  /** A row: null, text, or a lone {@code ?} for what was not sent. */
  public Wire row(@Nullable String... values) {
    int16(values.length);
    for (String value : values) {
      if (value == null) {
        character('n');
      } else if (value.equals("?")) {
        character('u');
      } else {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        character('t').int32(text.length).put(() -> out.write(text));
      }
    }
    return this;
  }

  public static Wire begin(long commit, long micros, int xid) {
    return message('B').int64(commit).int64(micros).int32(xid);
  }

  public static Wire commit(long commit, long end, long micros) {
    return message('C').int8(0).int64(commit).int64(end).int64(micros);
  }

  /** A relation whose columns are all text; the first is the key. */
  public static Wire relation(
      int oid, String schema, String table, char identity, String... columns) {
    Wire wire = message('R').int32(oid).name(schema).name(table).character(identity);
    wire.int16(columns.length);
    for (int i = 0; i < columns.length; i++) {
      wire.int8(i == 0 ? 1 : 0).name(columns[i]).int32(25).int32(-1);
    }
    return wire;
  }

  public static Wire insert(int relation, @Nullable String... values) {
    return message('I').int32(relation).character('N').row(values);
  }

  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
