package dev.tidemark.restorer;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Constraint;
import dev.tidemark.schemas.table.ForeignKey;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.Index;
import dev.tidemark.schemas.table.OwnedSequence;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.Trigger;
import dev.tidemark.schemas.table.UserType;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes table definitions in few words. The first column is the key unless told; columns are
 * numbered as they come.
 */
public final class Definitions {

  private final TableId id;
  private final List<Column> columns = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();
  private final List<ForeignKey> foreignKeys = new ArrayList<>();
  private final List<OwnedSequence> sequences = new ArrayList<>();
  private final List<UserType> types = new ArrayList<>();
  private final List<Trigger> triggers = new ArrayList<>();
  private long relation = 16_384;
  private int lastNumber;
  private boolean hasKey = true;
  private ReplicaIdentity identity = ReplicaIdentity.DEFAULT;

  private Definitions(TableId id) {
    this.id = id;
  }

  public static Definitions table(String name) {
    return new Definitions(TableId.parse(name));
  }

  /** {@code public.customers (id integer, name text)}. */
  public static TableDefinition customers() {
    return table("public.customers")
        .column("id", "integer", ValueKind.INT32)
        .column("name", "text", ValueKind.TEXT)
        .build();
  }

  /** {@code public.orders (id integer, customer integer)}, each of one of the customers. */
  public static Definitions orders() {
    return table("public.orders")
        .column("id", "integer", ValueKind.INT32)
        .column("customer", "integer", ValueKind.INT32)
        .foreignKey("orders_customer_fkey", "customer", "public.customers", "");
  }

  public Definitions column(String name, String type, ValueKind kind) {
    return column(name, type, kind, null, Generation.PLAIN);
  }

  public Definitions column(
      String name,
      String type,
      ValueKind kind,
      @Nullable String defaultExpression,
      Generation generation) {
    return column(new Column(1, name, type, kind, true, defaultExpression, generation, null, null));
  }

  /** A column that rows from before it have a value for. */
  public Definitions column(String name, String type, ValueKind kind, String missing) {
    return column(new Column(1, name, type, kind, true, null, Generation.PLAIN, null, missing));
  }

  private Definitions column(Column column) {
    columns.add(
        new Column(
            ++lastNumber,
            column.name(),
            column.type(),
            column.kind(),
            !columns.isEmpty() && column.nullable(),
            column.defaultExpression(),
            column.generation(),
            column.collation(),
            column.missing()));
    return this;
  }

  /** The columns so far cannot be null. */
  public Definitions notNull() {
    columns.replaceAll(column -> withNulls(column, /* allowed= */ false));
    return this;
  }

  /** Here was a column that is dropped. */
  public Definitions dropped() {
    lastNumber++;
    return this;
  }

  /** Another table of the same name. */
  public Definitions madeAgain() {
    relation++;
    return this;
  }

  public Definitions withoutKey() {
    hasKey = false;
    columns.replaceAll(column -> withNulls(column, /* allowed= */ true));
    return identity(ReplicaIdentity.FULL);
  }

  private static Column withNulls(Column c, boolean allowed) {
    return new Column(
        c.number(),
        c.name(),
        c.type(),
        c.kind(),
        allowed,
        c.defaultExpression(),
        c.generation(),
        c.collation(),
        c.missing());
  }

  public Definitions identity(ReplicaIdentity replicaIdentity) {
    identity = replicaIdentity;
    return this;
  }

  public Definitions constraint(String name, String definition) {
    constraints.add(new Constraint(name, definition));
    return this;
  }

  public Definitions index(String name, String definition) {
    indexes.add(new Index(name, false, definition));
    return this;
  }

  public Definitions foreignKey(String name, String column, String table, String options) {
    foreignKeys.add(
        new ForeignKey(name, List.of(column), TableId.parse(table), List.of("id"), options));
    return this;
  }

  public Definitions sequence(String name, String column, long lastValue) {
    sequences.add(
        new OwnedSequence(
            name,
            column,
            "AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1"
                + " NO CYCLE",
            1,
            lastValue));
    return this;
  }

  public Definitions type(String name, String create) {
    types.add(new UserType(name, create));
    return this;
  }

  /** A trigger for each row, that calls a function without arguments. */
  public Definitions trigger(String name, String event, String function, Trigger.State state) {
    String action = "FOR EACH ROW EXECUTE FUNCTION " + function + "()";
    triggers.add(new Trigger(name, false, event, null, action, function, state));
    return this;
  }

  /** A constraint trigger that names another table. */
  public Definitions constraintTrigger(String name, String from, String function) {
    String action =
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION " + function + "()";
    triggers.add(
        new Trigger(
            name,
            true,
            "AFTER INSERT",
            TableId.parse(from),
            action,
            function,
            Trigger.State.ENABLED));
    return this;
  }

  public TableDefinition build() {
    String key = columns.get(0).name();
    PrimaryKey primaryKey =
        new PrimaryKey(
            id.table() + "_pkey", List.of(key), "PRIMARY KEY (" + TableId.quote(key) + ")");
    return new TableDefinition(
        id,
        relation,
        lastNumber,
        columns,
        hasKey ? primaryKey : null,
        identity,
        constraints,
        indexes,
        foreignKeys,
        sequences,
        types,
        triggers);
  }
}
