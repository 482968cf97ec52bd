package dev.tidemark.compactor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class PlaceOrderTest {

  private static final TableId TABLE = new TableId("public", "orders");
  private static final RowSchema SCHEMA =
      RowSchema.of(
          new TableDefinition(
              TABLE,
              16_400,
              1,
              List.of(
                  new Column(
                      1,
                      "id",
                      "bigint",
                      ValueKind.INT64,
                      false,
                      null,
                      Generation.PLAIN,
                      null,
                      null)),
              new PrimaryKey("orders_pkey", List.of("id"), "PRIMARY KEY (id)"),
              ReplicaIdentity.DEFAULT,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of()));

  private final PlaceOrder order = new PlaceOrder(schemas());

  /** One table of more partitions than a prefix can tell apart. */
  private static BatchSchemas schemas() {
    BatchSchemas schemas = new BatchSchemas(new Lanes(new TreeMap<>(Map.of(TABLE, 301))));
    int unused = schemas.number(SCHEMA);
    return schemas;
  }

  @Property(tries = 2000)
  void prefixesNeverFallAsPlacesRise(
      @ForAll("lanes") int laneOfA,
      @ForAll("lanes") int laneOfB,
      @ForAll long keyOfA,
      @ForAll long keyOfB) {
    byte[] a = place(laneOfA, keyOfA);
    byte[] b = place(laneOfB, keyOfB);

    long first = order.prefix(a, 0, a.length);
    long second = order.prefix(b, 0, b.length);

    assertThat(first).isNotNegative();
    if (first != second) {
      assertThat(Integer.signum(order.compare(a, 0, a.length, b, 0, b.length)))
          .isEqualTo(Long.compare(first, second));
    }
  }

  @Provide
  Arbitrary<Integer> lanes() {
    return Arbitraries.of(0, 1, 125, 126, 127, 128, 129, 300);
  }

  private static byte[] place(int lane, long key) {
    AvroOutput encoded = new AvroOutput();
    RowEncoder.of(SCHEMA).encodeKey(new String[] {Long.toString(key)}, encoded);
    AvroOutput out = new AvroOutput();
    Places.write(lane, RowSlice.of(encoded), 1, 0, out);
    return out.toByteArray();
  }
}
