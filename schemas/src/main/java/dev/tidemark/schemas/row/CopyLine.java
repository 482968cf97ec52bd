package dev.tidemark.schemas.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads lines of COPY's text form, without an object for a value. Not for use by two threads. */
public final class CopyLine {

  /** In place of the end of a field that is null. */
  static final int NULL = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TABS = ONES * '\t';
  private static final long BACKSLASHES = ONES * '\\';

  private final int[] begins;

  /** Where each field ends; {@link #NULL} of a null. */
  private final int[] ends;

  /**
   * @param fields how many fields a line has
   */
  public CopyLine(int fields) {
    begins = new int[fields];
    ends = new int[fields];
  }

  /**
   * Writes the row of a line, with or without its line end. The array is used up: what backslashes
   * hide is brought to light in it.
   *
   * @param encoder of the rows of as many fields
   * @throws IllegalArgumentException the line has another number of fields
   * @throws UnreadableValueException a value is not of its column's type
   */
  public void encode(byte[] line, RowEncoder encoder, AvroOutput row) {
    parse(line);
    for (int i = 0; i < ends.length; i++) {
      if (ends[i] == NULL) {
        encoder.encodeNull(row);
      } else {
        encoder.encodeValue(i, line, begins[i], ends[i], row);
      }
    }
  }

  /**
   * As {@link #encode(byte[], RowEncoder, AvroOutput)}, and writes the row's key as {@link
   * RowEncoder#encodeKey} does.
   *
   * @throws UnreadableValueException as well when a value of the key is null
   */
  public void encode(byte[] line, RowEncoder encoder, AvroOutput row, AvroOutput key) {
    int from = row.size();
    encode(line, encoder, row);
    if (encoder.schema().isKeyedByWholeRow()) {
      byte[] digest = WholeRowKey.of(row.array(), from, row.size() - from);
      key.writeRaw(digest, 0, digest.length);
    } else {
      encoder.encodeKey(line, begins, ends, key);
    }
  }

  private void parse(byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
    int field = 0;
    int from = 0;
    int at = 0;
    boolean escapes = false;
    // A table without stored columns has one empty line for each row and no field.
    boolean isOpen = ends.length > 0;
    while (isOpen) {
      at = nextSpecial(line, at, end);
      if (at < end && line[at] == '\\') {
        escapes = true;
        at += 2;
        // A backslash that hides nothing: the field does not end.
        isOpen = at <= end;
      } else {
        if (field == ends.length) {
          throw new IllegalArgumentException("a line with more than " + field + " fields");
        }
        begins[field] = from;
        ends[field++] = escapes ? unescape(line, from, at) : at;
        isOpen = at++ < end;
        from = at;
        escapes = false;
      }
    }
    if (field != ends.length) {
      throw new IllegalArgumentException(
          "a line with " + field + " fields instead of " + ends.length);
    }
  }

  /** Where the next tab or backslash is, or the end; looks at eight bytes at once. */
  private static int nextSpecial(byte[] line, int from, int end) {
    int at = from;
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      long word = (long) LONGS.get(line, at);
      long hits = zeroBytes(word ^ TABS) | zeroBytes(word ^ BACKSLASHES);
      if (hits != 0) {
        return at + Long.numberOfTrailingZeros(hits) / Byte.SIZE;
      }
    }
    while (at < end && line[at] != '\t' && line[at] != '\\') {
      at++;
    }
    return at;
  }

  /**
   * The highest bit of each byte that is zero; of those above the lowest of them also others may be
   * set (Hacker's Delight, 6-1).
   */
  private static long zeroBytes(long word) {
    return (word - ONES) & ~word & (ONES << (Byte.SIZE - 1));
  }

  /** Where the field ends then. */
  private static int unescape(byte[] line, int from, int to) {
    if (to - from == 2 && line[from + 1] == 'N') {
      return NULL;
    }
    int size = from;
    for (int at = from; at < to; at++) {
      line[size++] = line[at] == '\\' ? character(line[++at]) : line[at];
    }
    return size;
  }

  private static byte character(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      default -> letter;
    };
  }
}
