package dev.tidemark.restorer.filter;

import dev.tidemark.archive.erasure.RowMatch;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowField;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowSplicer;
import dev.tidemark.schemas.row.UnadaptableRowsException;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition over the rows that a table ever had. Its columns are those of the newest definition,
 * known by their numbers in rows from before; rows that hold another table of the name, or a column
 * of another type, are told by the definition that was theirs.
 */
public final class ConditionMatch implements RowMatch {

  private static final int[] NONE = {};
  private static final int NULL_BRANCH = 0;

  private final RowCondition condition;
  private final List<TableDefinition> earlier;
  private final RowSchema inForce;
  private final RowFilter filter;
  private final int[] positions;
  private final Set<Integer> numbers;

  /**
   * @param definitions all that are known of the table, the newest last
   * @throws CorrectConditionException it cannot be told of the newest
   */
  public ConditionMatch(RowCondition condition, List<TableDefinition> definitions) {
    TableDefinition newest = definitions.get(definitions.size() - 1);
    Set<String> columns = ConditionColumns.of(condition.condition());
    this.condition = condition;
    this.earlier = List.copyOf(definitions);
    this.inForce = RowSchema.of(newest);
    this.filter = RowFilter.ofAnyTime(condition, newest);
    List<RowField> fields =
        inForce.fields().stream().filter(field -> columns.contains(field.column())).toList();
    this.positions = fields.stream().mapToInt(RowField::position).toArray();
    this.numbers = fields.stream().map(RowField::number).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<OfSchema> of(RowSchema schema) {
    if (schema.equals(inForce)) {
      return Optional.of(new AsTheyAre(filter, boxed()));
    }
    try {
      RowSplicer splicer = RowSplicer.of(inForce, schema);
      Brought brought = new Brought(schema, splicer);
      brought.requireKnown();
      return Optional.of(brought);
    } catch (UnadaptableRowsException e) {
      return byOwnDefinition(schema);
    }
  }

  private Set<Integer> boxed() {
    return Arrays.stream(positions).boxed().collect(Collectors.toUnmodifiableSet());
  }

  private Optional<OfSchema> byOwnDefinition(RowSchema schema) {
    return earlier.stream()
        .filter(definition -> RowSchema.of(definition).equals(schema))
        .findFirst()
        .flatMap(this::byDefinition);
  }

  private Optional<OfSchema> byDefinition(TableDefinition definition) {
    try {
      ConditionMatch then = new ConditionMatch(condition, List.of(definition));
      return Optional.of(new AsTheyAre(then.filter, then.boxed()));
    } catch (CorrectConditionException e) {
      // That table has no such column, or none that can be compared so: it cannot be told.
      return Optional.empty();
    }
  }

  /** Rows that have the schema the condition is made for. */
  private record AsTheyAre(RowFilter filter, Set<Integer> positions) implements OfSchema {

    @Override
    public boolean needs(int position) {
      return positions.contains(position);
    }

    @Override
    public boolean isMet(RowSlice row) {
      return filter.keeps(row.array(), row.offset(), row.length());
    }
  }

  /** Rows of an older schema, of which the columns asked for are brought under the newest. */
  private final class Brought implements OfSchema {

    private final RowSchema schema;
    private final RowSplicer splicer;
    private final RowSlice nulls;
    private final AvroOutput out = new AvroOutput();

    Brought(RowSchema schema, RowSplicer splicer) {
      this.schema = schema;
      this.splicer = splicer;
      this.nulls = nulls(inForce);
    }

    private static RowSlice nulls(RowSchema schema) {
      AvroOutput empty = new AvroOutput(schema.fields().size());
      schema.fields().forEach(field -> empty.writeInt(NULL_BRANCH));
      return RowSlice.of(empty.toByteArray());
    }

    /**
     * @throws UnadaptableRowsException a column asked for had other values then
     */
    void requireKnown() {
      boolean unused = isMet(nulls(schema));
    }

    @Override
    public boolean needs(int position) {
      return numbers.contains(schema.fields().get(position).number());
    }

    @Override
    public boolean isMet(RowSlice row) {
      out.reset();
      int[] unused = splicer.splice(nulls, positions, row, NONE, out);
      return filter.keeps(out.array(), 0, out.size());
    }
  }
}
