package dev.tidemark.schemas.table;

import static dev.tidemark.schemas.table.TableDefinitions.altered;
import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableDefinitionTest {

  private static final PrimaryKey KEY = new PrimaryKey("k", List.of("id"), "PRIMARY KEY (id)");
  private static final ReplicaIdentity BY_CODE =
      new ReplicaIdentity.UsingIndex("t_code_key", List.of("code"));
  private static final List<Column> COLUMNS =
      List.of(
          column(1, "id", "integer", ValueKind.INT32, null),
          column(2, "code", "text", ValueKind.TEXT, null));

  @Test
  @DisplayName("Rows are told apart by what the replica identity has the source say of them")
  void rowKey() {
    RowKey id = new RowKey.Columns(List.of("id"));

    assertThat(of(KEY, ReplicaIdentity.DEFAULT).rowKey()).isEqualTo(id);
    assertThat(of(KEY, ReplicaIdentity.FULL).rowKey()).isEqualTo(id);
    assertThat(of(null, ReplicaIdentity.FULL).rowKey()).isEqualTo(RowKey.WHOLE_ROW);
    assertThat(of(KEY, BY_CODE).rowKey()).isEqualTo(new RowKey.Columns(List.of("code")));
    assertThat(of(null, BY_CODE).rowKey()).isEqualTo(new RowKey.Columns(List.of("code")));
  }

  @Test
  @DisplayName("A key that rows may exchange inside a transaction does not tell them apart")
  void deferrable() {
    for (String options : List.of(" DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED")) {
      PrimaryKey key = new PrimaryKey("k", List.of("id"), "PRIMARY KEY (id)" + options);

      assertThat(of(key, ReplicaIdentity.FULL).rowKey()).isEqualTo(RowKey.WHOLE_ROW);
      assertThat(of(key, BY_CODE).rowKey()).isEqualTo(new RowKey.Columns(List.of("code")));
      assertThatThrownBy(() -> of(key, ReplicaIdentity.DEFAULT))
          .hasMessage("public.t has nothing that tells its rows apart");
    }
  }

  @Test
  @DisplayName("A definition in which nothing tells rows apart, or a key has no column, is refused")
  void withoutKey() {
    assertThatThrownBy(() -> of(null, ReplicaIdentity.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("public.t has nothing that tells its rows apart");
    assertThatThrownBy(() -> of(KEY, new ReplicaIdentity.UsingIndex("t_gone_key", List.of("gone"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("public.t has no column gone for its key");
  }

  @Test
  @DisplayName("Columns stand in the order of their numbers, none of which is beyond the last")
  void numbers() {
    Column second = column(2, "b", "text", ValueKind.TEXT, null);

    assertThatThrownBy(() -> altered(1, 2, second, second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column b of public.t has number 2, after 2 and with 2 as the last");
    assertThatThrownBy(() -> altered(1, 1, second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column b of public.t has number 2, after 0 and with 1 as the last");
    assertThatThrownBy(() -> column(0, "b", "text", ValueKind.TEXT, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column b has number 0");
  }

  @Test
  @DisplayName("What rows older than a column have is remembered when the source forgets it")
  void remembering() {
    TableDefinition earlier =
        altered(
            1,
            6,
            column(1, "id", "integer", ValueKind.INT32, null),
            column(2, "renamed", "character varying(9)", ValueKind.TEXT, "two"),
            column(3, "again", "text", ValueKind.TEXT, "three"),
            column(4, "still", "text", ValueKind.TEXT, "four"),
            column(6, "rewritten", "integer", ValueKind.INT32, "6"));
    TableDefinition now =
        altered(
            1,
            8,
            column(1, "id", "integer", ValueKind.INT32, null),
            column(2, "new name", "text", ValueKind.TEXT, null),
            column(4, "still", "text", ValueKind.TEXT, "four"),
            column(6, "rewritten", "text", ValueKind.TEXT, null),
            column(7, "again", "text", ValueKind.TEXT, null),
            column(8, "added", "text", ValueKind.TEXT, "eight"));

    assertThat(now.rememberingMissing(earlier).columns())
        .extracting(Column::missing)
        .containsExactly(null, "two", "four", null, null, "eight");
  }

  @Test
  @DisplayName("A table that was made again remembers nothing of the one before")
  void madeAgain() {
    TableDefinition earlier = altered(1, 1, column(1, "id", "text", ValueKind.TEXT, "x"));
    TableDefinition now = altered(2, 1, column(1, "id", "text", ValueKind.TEXT, null));

    assertThat(now.rememberingMissing(earlier)).isEqualTo(now);
  }

  private static TableDefinition of(PrimaryKey key, ReplicaIdentity identity) {
    return table("public.t", 1, 2, key, identity, COLUMNS);
  }
}
