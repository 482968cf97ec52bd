package dev.tidemark.restorer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The sum of rows as a server makes it")
class ServerSumTest {

  @ParameterizedTest(name = "{0}")
  @DisplayName("has the hash of bytes that PostgreSQL has")
  // SELECT pg_catalog.hash_array_extended(ARRAY['…'::bytea], 0) - 31
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a, 3591986179850072241",
        "ab, 2833316173711343549",
        "abc, -6747756470228489321",
        "abcd, -1038429303365892052",
        "abcde, 3076356108696143428",
        "abcdef, 290958262752763840",
        "abcdefg, -6158032784613548338",
        "abcdefgh, -8882191227074733005",
        "abcdefghi, -3278210106038014113",
        "abcdefghij, -3183301415634409076",
        "abcdefghijk, 3112909444737856467",
        "abcdefghijkl, -7556637188122330412",
        "abcdefghijklm, 8871624171452417744",
        "abcdefghijklmnopqrstuvw, -1198571854151947912",
        "abcdefghijklmnopqrstuvwx, -1933194731779935345",
        "abcdefghijklmnopqrstuvwxy, 5649064133428767341",
        "abcdefghijklmnopqrstuvwxyz, -6612928417832572997",
      })
  void bytes(String text, long hash) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThat(ServerHash.ofBytes(bytes, 0, bytes.length)).isEqualTo(hash);
  }

  @Test
  @DisplayName("does not depend on the order of rows, nor on how they are cut into messages")
  void order() {
    assertThat(sum(rows("a", "b"), rows("c", null)))
        .isEqualTo(sum(rows("c", null, "a", "b")))
        .extracting(Checksum::rows)
        .isEqualTo(2L);
  }

  @Test
  @DisplayName("tells values that changed their row, their column, or became null")
  void places() {
    assertThat(sum(rows("a", "b", "c", "d")))
        .isNotEqualTo(sum(rows("a", "d", "c", "b")))
        .isNotEqualTo(sum(rows("b", "a", "c", "d")))
        .isNotEqualTo(sum(rows("a", "b", "c", null)))
        .isNotEqualTo(sum(rows("a", "b", "c", "")));
    assertThat(sum(rows("", null))).isNotEqualTo(sum(rows(null, "")));
  }

  @Test
  @DisplayName("is that of the server, of whose digits the lowest 64 bits count")
  void parsed() {
    assertThat(ServerSum.parse("3 36893488147419103239")).isEqualTo(new Checksum(3, 7));
    assertThat(ServerSum.parse("2 -36893488147419103231")).isEqualTo(new Checksum(2, 1));
  }

  private static Checksum sum(byte[]... messages) {
    ServerSum sum = new ServerSum();
    sum.add(new byte[19]);
    for (byte[] message : messages) {
      sum.add(message);
    }
    sum.add(new byte[] {-1, -1});
    return sum.checksum();
  }

  /** Of two columns. */
  private static byte[] rows(@Nullable String... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (int i = 0; i < values.length; i++) {
        if (i % 2 == 0) {
          out.writeShort(2);
        }
        String value = values[i];
        if (value == null) {
          out.writeInt(-1);
        } else {
          out.writeInt(value.length());
          out.writeBytes(value);
        }
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
