package dev.tidemark.restorer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.LoadedDataDiffersException;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Loading tables")
class LoaderTest {

  private final FakeDestination destination = new FakeDestination();

  @Test
  @DisplayName("gives the destination every row, and tells what it was in the end")
  void loads() {
    // when
    var loaded = loader(Verification.FULL).load(List.of(rows("a.x", 10_000), rows("a.y", 0)));

    // then
    assertThat(loaded.get(TableId.parse("a.x")).rows()).isEqualTo(10_000);
    assertThat(loaded.get(TableId.parse("a.y"))).isEqualTo(new Checksum(0, 0));
    assertThat(destination.finished()).containsExactlyInAnyOrder("a.x", "a.y");
  }

  @Test
  @DisplayName("fails when the destination took another number of rows")
  void counts() {
    destination.losesARow("a.x");
    assertThatThrownBy(() -> loader(Verification.COUNTS).load(List.of(rows("a.x", 3))))
        .isInstanceOf(LoadedDataDiffersException.class)
        .hasMessage("the archive holds 3 rows of a.x and the target took 2");
  }

  @Test
  @DisplayName("fails when what is read back is not what was written, unless only counting")
  void checksums() {
    destination.changesARow("a.x");
    assertThatThrownBy(() -> loader(Verification.FULL).load(List.of(rows("a.x", 3))))
        .isInstanceOf(LoadedDataDiffersException.class)
        .hasMessageMatching(
            "the rows of a.x on the target are not those of the archive \\(checksum [0-9a-f]{16}"
                + " instead of [0-9a-f]{16}\\)");
    assertThat(loader(Verification.COUNTS).load(List.of(rows("a.x", 3)))).hasSize(1);
  }

  @Test
  @DisplayName("stops all tables when one fails")
  void oneFails() {
    // given: the other table waits until it is cancelled
    destination.waits("a.slow");
    destination.fails("a.x", "disk on fire");

    // when, then
    assertThatThrownBy(
            () -> loader(Verification.FULL).load(List.of(rows("a.slow", 1), rows("a.x", 1))))
        .hasMessage("disk on fire");
    assertThat(destination.finished()).isEmpty();
    assertThat(destination.open()).isEmpty();
  }

  private Loader loader(Verification verification) {
    return new Loader(destination, verification, 2, FakeDestination.SILENT);
  }

  private static RowSource rows(String name, int count) {
    TableDefinition definition =
        Definitions.table(name).column("id", "integer", ValueKind.INT32).build();
    return new CountedRows(new RestoredTable(definition, definition.id()), count);
  }

  private record CountedRows(RestoredTable table, int count) implements RowSource {

    @Override
    public long weight() {
      return count;
    }

    @Override
    public RowCursor open() {
      RowSchema schema = RowSchema.of(table.definition());
      RowEncoder encoder = RowEncoder.of(schema);
      AvroOutput row = new AvroOutput();
      return new RowCursor() {
        private int at;

        @Override
        public boolean advance() {
          row.reset();
          encoder.encodeRow(new String[] {Integer.toString(at)}, row);
          return at++ < count;
        }

        @Override
        public RowSchema schema() {
          return schema;
        }

        @Override
        public byte[] array() {
          return row.array();
        }

        @Override
        public int offset() {
          return 0;
        }

        @Override
        public int length() {
          return row.size();
        }

        @Override
        public void close() {}
      };
    }
  }
}
