package dev.tidemark.restorer.filter;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.Moment;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The values of one column, as something that can be compared. A literal is read as a value of the
 * column's type, as PostgreSQL reads a quoted one.
 *
 * @param stored from the source's text of a value
 * @param known whether that can be told of a text; only a label that an enum had once cannot
 * @param written from what a person writes for one
 * @param example of that
 */
record ColumnValues(
    Column column,
    Function<String, Comparable<?>> stored,
    Predicate<String> known,
    Function<String, Comparable<?>> written,
    String example) {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private ColumnValues(
      Column column,
      Function<String, Comparable<?>> stored,
      Function<String, Comparable<?>> written,
      String example) {
    this(column, stored, text -> true, written, example);
  }

  /**
   * @throws CorrectConditionException values of its type cannot be compared here as the source
   *     compares them
   */
  static ColumnValues of(TableDefinition table, Column column, ZoneId zone) {
    return switch (column.kind()) {
      case BOOLEAN -> new ColumnValues(column, ColumnValues::truth, ColumnValues::truth, "TRUE");
      case INT16, INT32, INT64, NUMERIC ->
          new ColumnValues(column, ExactNumber::parse, ExactNumber::parse, "42");
      case FLOAT32 -> numbers(column, ExactNumber::toFloat);
      case FLOAT64 -> numbers(column, ExactNumber::toDouble);
      case DATE -> new ColumnValues(column, Moment::date, Moment::date, "'2026-11-22'");
      case TIME ->
          new ColumnValues(column, Moment::timeOfDay, TimeLiteral::timeOfDay, "'07:15:00'");
      case TIMESTAMP ->
          new ColumnValues(
              column, Moment::timestamp, TimeLiteral::timestamp, "'2026-11-22 07:15:00'");
      case TIMESTAMPTZ ->
          new ColumnValues(
              column,
              Moment::timestampWithZone,
              text -> TimeLiteral.timestampWithZone(text, zone),
              "'2026-11-22 07:15:00+00'");
      case UUID ->
          new ColumnValues(
              column,
              CodePoints::new,
              ColumnValues::uuid,
              "'00112233-4455-6677-8899-aabbccddeeff'");
      case TEXT -> text(table, column);
      case BYTES, JSONB, OTHER -> throw incomparable(table.id(), column);
    };
  }

  /** Whether LIKE can be told of it. */
  static boolean isText(Column column) {
    String type = column.type();
    return type.equals("text")
        || type.equals("name")
        || type.equals("character varying")
        || type.startsWith("character varying(");
  }

  /**
   * What a literal is as a value of the column.
   *
   * @throws CorrectConditionException it is none
   */
  Comparable<?> value(Literal literal) {
    try {
      return written.apply(literal.text());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw CorrectConditionException.noValue(column, literal, example);
    }
  }

  private static ColumnValues numbers(Column column, Function<ExactNumber, Double> nearest) {
    Function<String, Comparable<?>> number = text -> nearest.apply(ExactNumber.parse(text));
    return new ColumnValues(column, number, number, "0.5");
  }

  /** Kept as text are also types that are not compared as text: an enum, json, a domain. */
  private static ColumnValues text(TableDefinition table, Column column) {
    if (isText(column)) {
      return new ColumnValues(column, CodePoints::new, CodePoints::new, "'text'");
    }
    if (column.type().equals("character") || column.type().startsWith("character(")) {
      // Blanks at the end are padding, and mean nothing.
      Function<String, Comparable<?>> unpadded = text -> new CodePoints(unpadded(text));
      return new ColumnValues(column, unpadded, unpadded, "'text'");
    }
    Optional<EnumLabels> labels = EnumLabels.of(table, column.type());
    if (labels.isEmpty()) {
      throw incomparable(table.id(), column);
    }
    Function<String, Comparable<?>> place = labels.get()::place;
    return new ColumnValues(column, place, labels.get()::has, place, labels.get().example());
  }

  private static String unpadded(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  private static Comparable<?> truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "t", "true" -> true;
      case "f", "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Comparable<?> uuid(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!UUID.matcher(lower).matches()) {
      throw new IllegalArgumentException("no uuid");
    }
    return new CodePoints(lower);
  }

  private static CorrectConditionException incomparable(TableId table, Column column) {
    return CorrectConditionException.incomparable(table, column);
  }
}
