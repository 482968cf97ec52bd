package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.table.TableDefinitions.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedRowTest {

  private static final RowSchema SCHEMA =
      RowSchema.of(
          new TableDefinition(
              new TableId("public", "visits"),
              16_400,
              4,
              List.of(
                  column(1, "note", "text", ValueKind.TEXT, null),
                  column(2, "day", "date", ValueKind.DATE, null),
                  column(3, "photo", "bytea", ValueKind.BYTES, null),
                  column(4, "who", "text", ValueKind.TEXT, null)),
              new PrimaryKey("visits_pkey", List.of("who", "day"), "PRIMARY KEY (who, day)"),
              ReplicaIdentity.DEFAULT,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of()));

  @ParameterizedTest
  @CsvSource({"ann, 2026-11-26", "bob, infinity"})
  @DisplayName("A key tells its columns of the row, and nothing of the others")
  void told(String who, String day) {
    AvroOutput key = new AvroOutput();
    RowEncoder.of(SCHEMA).encodeKey(new String[] {"x", day, "\\x01", who}, key);
    KeyedRow keyed = KeyedRow.of(SCHEMA);

    RowSlice row = keyed.of(RowSlice.of(key));

    assertThat(RowText.of(SCHEMA).decode(row.array(), row.offset(), row.length()))
        .containsExactly(null, day, null, who);
    assertThat(keyed.tells(0)).isFalse();
    assertThat(keyed.tells(3)).isTrue();
  }
}
