package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.table.TableDefinitions.altered;
import static dev.tidemark.schemas.table.TableDefinitions.column;
import static dev.tidemark.schemas.table.TableDefinitions.keyless;
import static dev.tidemark.schemas.table.TableDefinitions.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.TableDefinitions;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RowSchemaTest {

  @Test
  @DisplayName("A schema reads back from its JSON as what it was")
  void parse() {
    for (TableDefinition definition :
        List.of(
            TableDefinitions.full(),
            TableDefinitions.everyKind(),
            keyless("p.t", column("c", "text", ValueKind.TEXT)),
            altered(4_294_967_295L, 9, column(9, "c", "text", ValueKind.TEXT, "x")))) {
      RowSchema schema = RowSchema.of(definition);

      RowSchema read = RowSchema.parse(schema.row().toString(), schema.key().toString());

      assertThat(read).isEqualTo(schema).hasSameHashCodeAs(schema);
      assertThat(read.table()).isEqualTo(definition.id());
      assertThat(read.fields()).isEqualTo(schema.fields());
      assertThat(read.relation()).isEqualTo(definition.relation());
      assertThat(read.lastNumber()).isEqualTo(definition.lastNumber());
      assertThat(read.keyPositions()).isEqualTo(schema.keyPositions());
      assertThat(read.fingerprint()).isEqualTo(schema.fingerprint());
      assertThat(read.keyFingerprint()).isEqualTo(schema.keyFingerprint());
    }
  }

  @Test
  @DisplayName("A generated column has no field")
  void generated() {
    assertThat(RowSchema.of(TableDefinitions.full()).fields())
        .extracting(RowField::column)
        .containsExactly("id", "Größe \"x\".y", "amount");
  }

  @Test
  @DisplayName("Columns of any name get legal, different names; a legal name stays what it is")
  void names() {
    assertThat(names("a b", "a_b", "a-b", "a_b2", "1st", "_st", "ü", "日本", "x.y", "Id", "id"))
        .containsExactly(
            "a_b3", "a_b", "a_b4", "a_b2", "_st2", "_st", "_", "__", "x_y", "Id", "id");
  }

  @Test
  @DisplayName("A character beyond the basic plane is one character")
  void supplementaryCharacter() {
    assertThat(names("a\uD83D\uDE00b")).containsExactly("a_b");
  }

  @Test
  @DisplayName("The records are named by schema and table, and keep the true names")
  void tableNames() {
    TableDefinition odd =
        new TableDefinition(
            new TableId("my.schema", "1 \"odd\" täble"),
            1,
            1,
            List.of(column("id", "integer", ValueKind.INT32)),
            TableDefinitions.full().primaryKey(),
            ReplicaIdentity.DEFAULT,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    RowSchema schema = RowSchema.of(odd);

    assertThat(schema.table()).isEqualTo(odd.id());
    assertThat(schema.namespace()).isEqualTo("tidemark.my_schema.___odd__t_ble");
    assertThat(schema.row().getFullName())
        .matches("tidemark\\.my_schema\\.___odd__t_ble\\.v[0-9a-f]{8}\\.Row");
    assertThat(schema.key().getFullName())
        .matches("tidemark\\.my_schema\\.___odd__t_ble\\.v[0-9a-f]{8}\\.Key");
  }

  @Test
  @DisplayName("Whatever differs in a schema, also what Avro's fingerprint leaves out, shows in it")
  void fingerprints() {
    Stream<RowSchema> different =
        Stream.of(
                table("p.t", column("c", "timestamp", ValueKind.TIMESTAMP)),
                table("p.t", column("c", "timestamptz", ValueKind.TIMESTAMPTZ)),
                table("p.t", column("c", "text", ValueKind.TEXT)),
                table("p.t", column("c", "jsonb", ValueKind.JSONB)),
                table("p.t", column("c", "json", ValueKind.TEXT)),
                table("p.t", column("ü", "text", ValueKind.TEXT)),
                table("p.t", column("ä", "text", ValueKind.TEXT)),
                table("p.ä", column("c", "text", ValueKind.TEXT)),
                table("p.ü", column("c", "text", ValueKind.TEXT)))
            .map(RowSchema::of);

    List<RowSchema> schemas = different.toList();

    assertThat(schemas).extracting(RowSchema::fingerprint).doesNotHaveDuplicates();
    assertThat(schemas).extracting(RowSchema::keyFingerprint).doesNotHaveDuplicates();
    assertThat(
            Stream.of(
                    altered(1, 2, column(1, "c", "text", ValueKind.TEXT, null)),
                    altered(2, 2, column(1, "c", "text", ValueKind.TEXT, null)),
                    altered(1, 3, column(1, "c", "text", ValueKind.TEXT, null)),
                    altered(1, 2, column(2, "c", "text", ValueKind.TEXT, null)),
                    altered(1, 2, column(1, "c", "text", ValueKind.TEXT, "")))
                .map(RowSchema::of))
        .extracting(RowSchema::fingerprint)
        .doesNotHaveDuplicates();
    assertThat(schemas).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("Row and key differ in fingerprint by a change of key alone")
  void otherKey() {
    Column[] columns = {
      column("a", "integer", ValueKind.INT32), column("b", "integer", ValueKind.INT32)
    };
    RowSchema byA = RowSchema.of(table("p.t", List.of("a"), columns));
    RowSchema byB = RowSchema.of(table("p.t", List.of("b"), columns));

    assertThat(byA.fingerprint()).isEqualTo(byB.fingerprint());
    assertThat(byA.keyFingerprint()).isNotEqualTo(byB.keyFingerprint());
    assertThat(byA).isNotEqualTo(byB);
    assertThat(byB.keyPositions()).containsExactly(1);
  }

  @Test
  @DisplayName("Keys are held against each other when they are of the same columns, alike encoded")
  void comparableKeys() {
    RowSchema key = keyed(1, column(1, "id", "integer", ValueKind.INT32, null));

    assertThat(key.hasKeysComparableTo(key)).isTrue();
    assertThat(
            List.of(
                keyed(1, column(1, "renamed", "integer", ValueKind.INT32, null)),
                keyed(1, column(1, "id", "bigint", ValueKind.INT64, null)),
                keyed(2, column(5, "id", "integer", ValueKind.INT32, null))))
        .allMatch(key::hasKeysComparableTo)
        .allMatch(other -> other.hasKeysComparableTo(key));
    assertThat(
            List.of(
                keyed(1, column(2, "id", "integer", ValueKind.INT32, null)),
                keyed(1, column(1, "id", "text", ValueKind.TEXT, null)),
                keyed(1, column(1, "id", "date", ValueKind.DATE, null)),
                RowSchema.of(keyless("public.t", column("id", "integer", ValueKind.INT32)))))
        .noneMatch(key::hasKeysComparableTo)
        .noneMatch(other -> other.hasKeysComparableTo(key));
  }

  private static RowSchema keyed(long relation, Column key) {
    return RowSchema.of(altered(relation, 9, key));
  }

  @Test
  @DisplayName("A table without a key has rows keyed by all of their values")
  void wholeRows() {
    RowSchema schema = RowSchema.of(keyless("p.t", column("c", "text", ValueKind.TEXT)));

    assertThat(schema.isKeyedByWholeRow()).isTrue();
    assertThat(schema.keyPositions()).isEmpty();
    assertThat(RowSchema.of(TableDefinitions.everyKind()).isKeyedByWholeRow()).isFalse();
  }

  @Test
  @DisplayName("A key column that is computed is refused")
  void computedKey() {
    Column computed =
        new Column(
            1,
            "c",
            "integer",
            ValueKind.INT32,
            false,
            null,
            new Generation.Computed("1", true),
            null,
            null);

    assertThatThrownBy(() -> RowSchema.of(table("p.t", computed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key column c of p.t is computed, not stored");
  }

  @Test
  @DisplayName("A schema of another kind, or of a newer version, is refused by name")
  void unreadable() {
    RowSchema schema = RowSchema.of(table("p.t", column("c", "text", ValueKind.TEXT)));
    Schema foreign = SchemaBuilder.record("Foreign").fields().requiredInt("a").endRecord();
    String newer = schema.row().toString().replace("\"kind\":\"TEXT\"", "\"kind\":\"VECTOR\"");

    assertThatThrownBy(() -> RowSchema.ofRow(foreign, schema.key()))
        .isInstanceOf(UnreadableSchemaException.class)
        .hasMessage("the schema Foreign is not that of a table's rows: it has no property 'table'");
    assertThatThrownBy(
            () ->
                RowSchema.parse(
                    schema.row().toString().replace("\"number\":1,", ""), schema.key().toString()))
        .isInstanceOf(UnreadableSchemaException.class)
        .hasMessage(
            "the schema "
                + schema.row().getFullName()
                + " is not that of a table's rows: field c has no property 'number'");
    assertThatThrownBy(() -> RowSchema.parse(newer, schema.key().toString()))
        .isInstanceOf(UnreadableSchemaException.class)
        .hasMessage(
            "the schema "
                + schema.row().getFullName()
                + " is not that of a table's rows: field c is of the unknown kind VECTOR");
  }

  private static List<String> names(String... columns) {
    Column[] all =
        Stream.of(columns).map(name -> column(name, "text", ValueKind.TEXT)).toArray(Column[]::new);
    return RowSchema.of(table("p.t", all)).fields().stream().map(RowField::name).toList();
  }
}
