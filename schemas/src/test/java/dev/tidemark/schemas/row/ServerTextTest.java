package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.table.ValueKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerTextTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  @DisplayName("What a PostgreSQL server printed comes back to the letter, as a row and as a key")
  void roundTrip(ValueKind kind, String text) {
    RowSchema schema = RowSchema.of(table("public.t", column("c", "its type", kind)));
    AvroOutput row = new AvroOutput();
    AvroOutput key = new AvroOutput();

    RowEncoder.of(schema).encodeRow(new String[] {text}, row);
    RowEncoder.of(schema).encodeKey(new String[] {text}, key);

    RowText decoder = RowText.of(schema);
    assertThat(decoder.decode(row.array(), 0, row.size())).containsExactly(text);
    assertThat(decoder.decodeKey(key.array(), 0, key.size())).containsExactly(text);
  }

  /** One a line: the kind, a tab, the text. */
  static Stream<Arguments> texts() throws IOException {
    try (InputStream in = ServerTextTest.class.getResourceAsStream("/texts/postgresql-15.tsv")) {
      byte[] file = Objects.requireNonNull(in).readAllBytes();
      return new String(file, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(parts -> Arguments.of(ValueKind.valueOf(parts[0]), parts[1]));
    }
  }
}
