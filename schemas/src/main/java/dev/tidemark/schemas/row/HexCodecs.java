package dev.tidemark.schemas.row;

import java.nio.charset.StandardCharsets;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Values whose text is hexadecimal: uuid and bytea. */
final class HexCodecs {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int UUID_BYTES = 16;
  private static final int UUID_CHARACTERS = 36;

  private HexCodecs() {}

  record Uuid() implements ValueCodec {
    @Override
    public Schema schema() {
      return LogicalTypes.uuid()
          .addToSchema(Schema.createFixed("Uuid", null, "tidemark", UUID_BYTES));
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      if (text.length() != UUID_CHARACTERS) {
        throw new IllegalArgumentException("not the length of a uuid");
      }
      ValueCodec.writeBranch(branch, out);
      for (int at = 0; at < UUID_CHARACTERS; at += 2) {
        if (isHyphenAt(at)) {
          if (text.charAt(at) != '-') {
            throw new IllegalArgumentException("no hyphen");
          }
          at++;
        }
        out.writeByte(octet(text, at));
      }
    }

    @Override
    public String read(AvroInput in) {
      byte[] text = new byte[UUID_CHARACTERS];
      int from = in.position();
      in.skip(UUID_BYTES);
      int at = 0;
      for (int i = from; i < from + UUID_BYTES; i++) {
        if (isHyphenAt(at)) {
          text[at++] = '-';
        }
        text[at++] = DIGITS[(in.array()[i] >> 4) & 0xF];
        text[at++] = DIGITS[in.array()[i] & 0xF];
      }
      return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static boolean isHyphenAt(int at) {
      return at == 8 || at == 13 || at == 18 || at == 23;
    }
  }

  /** {@code \x} and two digits a byte. */
  record Bytes() implements ValueCodec {
    @Override
    public Schema schema() {
      return Schema.create(Schema.Type.BYTES);
    }

    @Override
    public void write(String text, int branch, AvroOutput out) {
      if (!text.startsWith("\\x") || text.length() % 2 != 0) {
        throw new IllegalArgumentException("not bytea_output = hex");
      }
      ValueCodec.writeBranch(branch, out);
      out.writeInt(text.length() / 2 - 1);
      for (int at = 2; at < text.length(); at += 2) {
        out.writeByte(octet(text, at));
      }
    }

    @Override
    public String read(AvroInput in) {
      int length = in.readLength();
      int from = in.position();
      in.skip(length);
      byte[] text = new byte[Math.addExact(2, Math.multiplyExact(2, length))];
      text[0] = '\\';
      text[1] = 'x';
      int at = 2;
      for (int i = from; i < from + length; i++) {
        text[at++] = DIGITS[(in.array()[i] >> 4) & 0xF];
        text[at++] = DIGITS[in.array()[i] & 0xF];
      }
      return new String(text, StandardCharsets.ISO_8859_1);
    }
  }

  private static int octet(String text, int at) {
    return digit(text.charAt(at)) << 4 | digit(text.charAt(at + 1));
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = (c | 0x20) - 'a';
    if (letter < 0 || letter > 5) {
      throw new IllegalArgumentException("not a hexadecimal digit");
    }
    return letter + 10;
  }
}
