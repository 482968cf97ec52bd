package dev.tidemark.restorer.encode;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * COPY's binary form ("Binary Format" in PostgreSQL's page on COPY). The server may cut it into
 * messages as it likes: what is left of one comes before the next.
 */
final class BinaryCopyDecoder extends CopyDecoder {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

  /** The signature, the flags, and how long the rest of the header is. */
  private static final int LEAST_HEADER = SIGNATURE.length + 2 * Integer.BYTES;

  private static final byte[] NOTHING = {};
  private static final int INCOMPLETE = -1;

  private enum State {
    HEADER,
    ROWS,
    ENDED
  }

  private final BinaryValue[] columns;
  private final AvroOutput row = new AvroOutput();
  private byte[] rest = NOTHING;
  private State state = State.HEADER;

  BinaryCopyDecoder(RowSchema schema) {
    RowEncoder encoder = RowEncoder.of(schema);
    columns =
        schema.fields().stream().map(f -> new BinaryValue(encoder, f)).toArray(BinaryValue[]::new);
  }

  @Override
  public String format() {
    return "binary";
  }

  @Override
  public void decode(byte[] message, RowSink rows) {
    byte[] bytes = joined(message);
    int at = 0;
    int next = state == State.HEADER ? header(bytes) : 0;
    while (next != INCOMPLETE) {
      at = next;
      next = at == bytes.length ? INCOMPLETE : tuple(bytes, at, rows);
    }
    rest = at == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, at, bytes.length);
  }

  @Override
  public void end() {
    if (state != State.ENDED || rest.length > 0) {
      throw new IllegalArgumentException("a COPY without its end");
    }
  }

  private byte[] joined(byte[] message) {
    if (rest.length == 0) {
      return message;
    }
    byte[] joined = Arrays.copyOf(rest, Math.addExact(rest.length, message.length));
    System.arraycopy(message, 0, joined, rest.length, message.length);
    return joined;
  }

  /** Where it ends. */
  private int header(byte[] bytes) {
    if (bytes.length < LEAST_HEADER) {
      return INCOMPLETE;
    }
    int flags = (int) INTS.get(bytes, SIGNATURE.length);
    int more = (int) INTS.get(bytes, SIGNATURE.length + Integer.BYTES);
    boolean isSigned = Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    if (!isSigned || flags != 0 || more < 0) {
      throw new IllegalArgumentException("not the beginning of a COPY in binary");
    }
    if (bytes.length - LEAST_HEADER < more) {
      return INCOMPLETE;
    }
    state = State.ROWS;
    return LEAST_HEADER + more;
  }

  /** Where the row ends that begins at a place, or the end of all. */
  private int tuple(byte[] bytes, int from, RowSink rows) {
    if (state == State.ENDED) {
      throw new IllegalArgumentException("more after the end of a COPY");
    }
    if (bytes.length - from < Short.BYTES) {
      return INCOMPLETE;
    }
    int count = (short) SHORTS.get(bytes, from);
    int at = from + Short.BYTES;
    if (count == -1) {
      state = State.ENDED;
      return at;
    }
    if (count != columns.length) {
      throw new IllegalArgumentException(
          "a row with " + count + " fields instead of " + columns.length);
    }
    row.reset();
    for (BinaryValue column : columns) {
      if (bytes.length - at < Integer.BYTES) {
        return INCOMPLETE;
      }
      int length = (int) INTS.get(bytes, at);
      at += Integer.BYTES;
      if (bytes.length - at < length) {
        return INCOMPLETE;
      }
      column.decode(bytes, at, length, row);
      at += Math.max(0, length);
    }
    rows.row(row.array(), 0, row.size());
    return at;
  }
}
