package dev.tidemark.restorer.filter;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.table.Column;
import java.util.List;

/** A condition cannot be decided for the rows of a table: write another. */
public final class CorrectConditionException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private CorrectConditionException(String message, String hint) {
    super(message, hint);
  }

  /** A condition is over the columns of one table. */
  public static CorrectConditionException severalTables(List<TableId> tables) {
    return new CorrectConditionException(
        "a condition is for the rows of one table, and "
            + tables.size()
            + " would be restored: "
            + String.join(", ", tables.stream().map(TableId::toString).toList()),
        "Name the one table, and restore the others without a condition.");
  }

  /** Of a table that is replaced, what the condition leaves out would be lost. */
  public static CorrectConditionException inPlaceOfAll(TableId table) {
    return new CorrectConditionException(
        "only some rows of "
            + table
            + " would be restored, and take the place of all that the target has",
        "Restore them beside it, into another schema, and copy them over from there.");
  }

  static CorrectConditionException unknownColumn(TableId table, String column, List<String> known) {
    return new CorrectConditionException(
        "there is no column " + column + " in " + table + " at this restore point",
        "Its columns there are: " + String.join(", ", known) + ".");
  }

  static CorrectConditionException computed(TableId table, Column column) {
    return new CorrectConditionException(
        "column "
            + column.name()
            + " of "
            + table
            + " is generated: its values are not in the backups",
        "Put the condition on the columns that it is computed from.");
  }

  static CorrectConditionException incomparable(TableId table, Column column) {
    return new CorrectConditionException(
        "column "
            + column.name()
            + " of "
            + table
            + " has type "
            + column.type()
            + ", which a condition cannot compare",
        "Conditions compare numbers, text, booleans, dates, times, uuids and enums; of any other type"
            + " they tell only IS NULL and IS NOT NULL.");
  }

  static CorrectConditionException notText(TableId table, Column column) {
    return new CorrectConditionException(
        "LIKE is for text, and column "
            + column.name()
            + " of "
            + table
            + " has type "
            + column.type(),
        "Compare it with =, <, >, IN or BETWEEN.");
  }

  static CorrectConditionException noValue(Column column, Literal literal, String example) {
    return new CorrectConditionException(
        literal + " is no value of column " + column.name() + ", which has type " + column.type(),
        "Write for example " + example + ".");
  }

  static CorrectConditionException endsInEscape(String pattern) {
    return new CorrectConditionException(
        "the pattern " + new Literal.Quoted(pattern) + " ends in a backslash",
        "A backslash stands before the character that is meant as it is; write two for one.");
  }
}
