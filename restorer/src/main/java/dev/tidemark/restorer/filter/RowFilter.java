package dev.tidemark.restorer.filter;

import dev.tidemark.restorer.filter.Condition.All;
import dev.tidemark.restorer.filter.Condition.Any;
import dev.tidemark.restorer.filter.Condition.Compared;
import dev.tidemark.restorer.filter.Condition.IsNull;
import dev.tidemark.restorer.filter.Condition.Like;
import dev.tidemark.restorer.filter.Condition.Not;
import dev.tidemark.schemas.row.RowField;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition made ready for the rows of one table. Everything that can be wrong with it is found
 * when it is made, before any row is read. Threads may share it.
 */
public final class RowFilter {

  private final RowText rows;
  private final Test test;

  private RowFilter(RowText rows, Test test) {
    this.rows = rows;
    this.test = test;
  }

  /** What a part of the condition is for a row: its texts, in the order of the row's fields. */
  private interface Test {
    Truth of(@Nullable String[] texts);
  }

  /**
   * @param table as it is at the restore point
   * @throws CorrectConditionException it names a column that is not there, or cannot be decided
   */
  public static RowFilter of(RowCondition condition, TableDefinition table) {
    return of(condition, table, RowsOf.THEN);
  }

  /**
   * For the rows that a table ever had in its columns: it is unknown how a label of an enum that is
   * no more compares.
   *
   * @throws CorrectConditionException as above
   */
  static RowFilter ofAnyTime(RowCondition condition, TableDefinition table) {
    return of(condition, table, RowsOf.ANY_TIME);
  }

  private static RowFilter of(RowCondition condition, TableDefinition table, RowsOf time) {
    RowSchema schema = RowSchema.of(table);
    Test test = new Compiler(table, schema, condition.zone(), time).test(condition.condition());
    return new RowFilter(RowText.of(schema), test);
  }

  /** Whether the rows are of the time of the definition. */
  private enum RowsOf {
    THEN,
    ANY_TIME
  }

  /** Whether the condition is true of a row, encoded by the row schema of the table. */
  public boolean keeps(byte[] bytes, int offset, int length) {
    return test.of(rows.decode(bytes, offset, length)) == Truth.TRUE;
  }

  private record Compiler(TableDefinition table, RowSchema schema, ZoneId zone, RowsOf time) {

    Test test(Condition condition) {
      if (condition instanceof All all) {
        List<Test> tests = all.conditions().stream().map(this::test).toList();
        return texts -> tests.stream().map(each -> each.of(texts)).reduce(Truth.TRUE, Truth::and);
      } else if (condition instanceof Any any) {
        List<Test> tests = any.conditions().stream().map(this::test).toList();
        return texts -> tests.stream().map(each -> each.of(texts)).reduce(Truth.FALSE, Truth::or);
      } else if (condition instanceof Not not) {
        Test inner = test(not.condition());
        return texts -> inner.of(texts).not();
      } else if (condition instanceof Compared compared) {
        return compared(compared);
      } else if (condition instanceof Like like) {
        return like(like);
      } else if (condition instanceof IsNull isNull) {
        int at = position(column(isNull.column()));
        return texts -> Truth.of(texts[at] == null);
      }
      throw new AssertionError(condition);
    }

    private Test compared(Compared compared) {
      Column column = column(compared.column());
      ColumnValues values = ColumnValues.of(table, column, zone);
      Comparable<?> literal = values.value(compared.literal());
      int at = position(column);
      return texts -> {
        String text = texts[at];
        return text == null || (time == RowsOf.ANY_TIME && !values.known().test(text))
            ? Truth.UNKNOWN
            : Truth.of(compared.comparison().holds(order(values.stored().apply(text), literal)));
      };
    }

    /** Both are of the one type that the column's values are made into. */
    @SuppressWarnings("unchecked")
    private static int order(Comparable<?> value, Comparable<?> literal) {
      return ((Comparable<Object>) value).compareTo(literal);
    }

    private Test like(Like like) {
      Column column = column(like.column());
      if (!ColumnValues.isText(column)) {
        throw CorrectConditionException.notText(table.id(), column);
      }
      Pattern pattern = LikePattern.of(like.pattern());
      int at = position(column);
      return texts -> {
        String text = texts[at];
        return text == null ? Truth.UNKNOWN : Truth.of(pattern.matcher(text).matches());
      };
    }

    private Column column(String name) {
      Column found =
          table.columns().stream()
              .filter(column -> column.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      CorrectConditionException.unknownColumn(
                          table.id(), name, table.columns().stream().map(Column::name).toList()));
      if (!found.isStored()) {
        throw CorrectConditionException.computed(table.id(), found);
      }
      return found;
    }

    private int position(Column column) {
      return schema.fields().stream()
          .filter(field -> field.column().equals(column.name()))
          .mapToInt(RowField::position)
          .findFirst()
          .orElseThrow();
    }
  }
}
