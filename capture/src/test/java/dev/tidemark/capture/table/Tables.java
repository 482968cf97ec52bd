package dev.tidemark.capture.table;

import dev.tidemark.capture.table.TableShape.OldRow;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.OwnedSequence;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.UserType;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table for specs, altered step by step as ALTER TABLE would. Every step is a new object. */
public record Tables(
    TableId table,
    long relation,
    long filenode,
    long publication,
    List<Column> columns,
    List<Attribute> attributes,
    @Nullable String key,
    List<UserType> types) {

  public static final long TEXT = 25;
  public static final long INTEGER = 23;

  /** With a key of integers, and other columns of text. */
  public static Tables table(String name, String key, String... others) {
    Tables made =
        new Tables(TableId.parse(name), 7_000, 7_000, 1, List.of(), List.of(), key, List.of());
    made = made.add(key, "integer", ValueKind.INT32, INTEGER, 1);
    for (String other : others) {
      made = made.add(other, "text", ValueKind.TEXT, TEXT, 1);
    }
    return made;
  }

  public Tables add(String name) {
    return add(name, "text", ValueKind.TEXT, TEXT, 2);
  }

  private Tables add(String name, String type, ValueKind kind, long oid, long stamp) {
    int number = lastNumber() + 1;
    List<Column> more = new ArrayList<>(columns);
    more.add(new Column(number, name, type, kind, true, null, Generation.PLAIN, null, null));
    List<Attribute> attributesMore = new ArrayList<>(attributes);
    attributesMore.add(new Attribute(number, oid, -1, stamp));
    return with(more, attributesMore);
  }

  /** Numbers go on counting over dropped columns. */
  private int lastNumber() {
    return Math.max(columns.stream().mapToInt(Column::number).max().orElse(0), dropped());
  }

  private int dropped() {
    return attributes.stream().mapToInt(Attribute::number).max().orElse(0);
  }

  /** The attribute stays, as a hole, so that its number is not given again. */
  public Tables drop(String name) {
    return with(
        columns.stream().filter(column -> !column.name().equals(name)).toList(), attributes);
  }

  public Tables rename(String name, String to) {
    return with(
        columns.stream()
            .map(column -> column.name().equals(name) ? renamed(column, to) : column)
            .toList(),
        attributes);
  }

  private static Column renamed(Column column, String name) {
    return new Column(
        column.number(),
        name,
        column.type(),
        column.kind(),
        column.nullable(),
        column.defaultExpression(),
        column.generation(),
        column.collation(),
        column.missing());
  }

  public Tables retype(String name, String type, ValueKind kind, long oid, int modifier) {
    int number = number(name);
    return with(
        columns.stream()
            .map(
                column ->
                    column.number() == number
                        ? new Column(
                            number, name, type, kind, true, null, Generation.PLAIN, null, null)
                        : column)
            .toList(),
        attributes.stream()
            .map(
                attribute ->
                    attribute.number() == number
                        ? new Attribute(number, oid, modifier, attribute.stamp() + 1)
                        : attribute)
            .toList());
  }

  /** With a column whose values are not sent. */
  public Tables compute(String name) {
    return with(
        columns.stream()
            .map(column -> column.name().equals(name) ? computed(column) : column)
            .toList(),
        attributes);
  }

  private static Column computed(Column column) {
    return new Column(
        column.number(),
        column.name(),
        column.type(),
        column.kind(),
        column.nullable(),
        null,
        new Generation.Computed("upper(name)", /* stored= */ true),
        column.collation(),
        null);
  }

  /** As ALTER TABLE leaves it that says something of a column and keeps its type. */
  public Tables stamp(String name) {
    int number = number(name);
    return with(
        columns,
        attributes.stream()
            .map(
                each ->
                    each.number() == number
                        ? new Attribute(number, each.type(), each.modifier(), each.stamp() + 1)
                        : each)
            .toList());
  }

  private int number(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow()
        .number();
  }

  /** As TRUNCATE, VACUUM FULL or a rewrite leave it. */
  public Tables refile() {
    return new Tables(table, relation, filenode + 1, publication, columns, attributes, key, types);
  }

  public Tables recreate() {
    return new Tables(
        table, relation + 1, filenode + 1, publication + 1, columns, attributes, key, types);
  }

  public Tables republish() {
    return new Tables(table, relation, filenode, publication + 1, columns, attributes, key, types);
  }

  public Tables unpublish() {
    return new Tables(table, relation, filenode, 0, columns, attributes, key, types);
  }

  public Tables rekey(@Nullable String column) {
    return new Tables(table, relation, filenode, publication, columns, attributes, column, types);
  }

  public Tables type(String name, String create) {
    return new Tables(
        table,
        relation,
        filenode,
        publication,
        columns,
        attributes,
        key,
        List.of(new UserType(name, create)));
  }

  private Tables with(List<Column> newColumns, List<Attribute> newAttributes) {
    return new Tables(
        table, relation, filenode, publication, newColumns, newAttributes, key, types);
  }

  public TableDefinition definition(long sequence) {
    return new TableDefinition(
        table,
        relation,
        lastNumber(),
        columns,
        key == null ? null : new PrimaryKey("key", List.of(key), "PRIMARY KEY (" + key + ")"),
        key == null ? ReplicaIdentity.FULL : ReplicaIdentity.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        List.of(new OwnedSequence("seq", columns.get(0).name(), "", 1, sequence)),
        types,
        List.of());
  }

  public TableState state() {
    List<Integer> live = columns.stream().map(Column::number).toList();
    return new TableState(
        definition(0),
        filenode,
        publication,
        attributes.stream().filter(each -> live.contains(each.number())).toList(),
        List.of());
  }

  /** With values of enums that the catalog knows by these numbers. */
  public TableState labelled(EnumLabel... labels) {
    TableState state = state();
    return new TableState(
        state.definition(),
        state.filenode(),
        state.publication(),
        state.attributes(),
        List.of(labels));
  }

  /** As the source announces its rows; every call is a new announcement. */
  public TableShape shape() {
    return shape(key == null ? OldRow.WHOLE : new OldRow.Key(Set.of(key)));
  }

  /** As the source announces its rows under another REPLICA IDENTITY. */
  public TableShape shape(OldRow oldRow) {
    TableState state = state();
    return new TableShape(
        table,
        columns.stream()
            .map(
                column -> {
                  Attribute attribute = state.attribute(column.number()).orElseThrow();
                  return new ShapeColumn(column.name(), attribute.type(), attribute.modifier());
                })
            .toList(),
        oldRow);
  }
}
