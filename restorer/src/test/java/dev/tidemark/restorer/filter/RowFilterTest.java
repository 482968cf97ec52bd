package dev.tidemark.restorer.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.filter.Condition.All;
import dev.tidemark.restorer.filter.Condition.Any;
import dev.tidemark.restorer.filter.Condition.Compared;
import dev.tidemark.restorer.filter.Condition.IsNull;
import dev.tidemark.restorer.filter.Condition.Like;
import dev.tidemark.restorer.filter.Condition.Not;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A condition over rows")
class RowFilterTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final TableDefinition TABLE =
      Definitions.table("public.t")
          .column("id", "integer", ValueKind.INT32)
          .column("price", "numeric(12,2)", ValueKind.NUMERIC)
          .column("ratio", "double precision", ValueKind.FLOAT64)
          .column("little", "real", ValueKind.FLOAT32)
          .column("note", "text", ValueKind.TEXT)
          .column("code", "character(5)", ValueKind.TEXT)
          .column("paid", "boolean", ValueKind.BOOLEAN)
          .column("day", "date", ValueKind.DATE)
          .column("hour", "time without time zone", ValueKind.TIME)
          .column("local", "timestamp without time zone", ValueKind.TIMESTAMP)
          .column("at", "timestamp with time zone", ValueKind.TIMESTAMPTZ)
          .column("key", "uuid", ValueKind.UUID)
          .column("mood", "public.mood", ValueKind.TEXT)
          .column("doc", "json", ValueKind.TEXT)
          .column("bytes", "bytea", ValueKind.BYTES)
          .column(
              "twice", "integer", ValueKind.INT32, null, new Generation.Computed("id * 2", true))
          .type("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'it''s ok', 'happy')")
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id     | 9                          | <  | 10
          id     | 10                         | =  | 10.0
          id     | -3                         | <  | -2.5
          price  | 10.50                      | =  | 10.5
          price  | NaN                        | >  | 1e100
          price  | NaN                        | =  | nan
          price  | 9999999999.99              | <  | Infinity
          price  | -Infinity                  | <  | -9999999999.99
          ratio  | 0.1                        | =  | 0.1000000000000000055
          ratio  | -0                         | =  | 0
          ratio  | NaN                        | >  | Infinity
          little | 0.1                        | =  | 0.1
          note   | B                          | <  | a
          note   | Zebra                      | <> | zebra
          note   | \uFFEE                     | <  | \uD83D\uDE00
          note   | 10                         | <  | 9
          code   | ab                         | =  | `ab   `
          paid   | t                          | =  | true
          paid   | f                          | <  | t
          day    | 2026-11-22                 | <  | 2026-12-01
          day    | 10000-01-01                | >  | 9999-12-31
          day    | 0044-03-15 BC              | <  | 0001-01-01
          day    | infinity                   | >  | 10000-01-01
          hour   | 07:15:00                   | =  | 07:15
          hour   | 24:00:00                   | >  | 23:59:59.999999
          local  | 2026-11-22 07:15:00        | =  | 2026-11-22T07:15
          local  | 2026-11-22 00:00:00.5      | >  | 2026-11-22
          at     | 2026-11-22 06:15:00+00     | =  | 2026-11-22 07:15:00+01
          at     | 2026-11-22 06:15:00+00     | =  | 2026-11-22 07:15
          at     | 2026-07-22 05:15:00+00     | =  | 2026-07-22 07:15
          at     | 2026-11-22 06:15:00.25+00  | =  | 2026-11-22T06:15:00.25Z
          at     | -infinity                  | <  | 0001-01-01 00:00:00+00
          key    | 00112233-4455-6677-8899-aabbccddeeff | = | 00112233-4455-6677-8899-AABBCCDDEEFF
          mood   | happy                      | >  | it's ok
          mood   | sad                        | <= | sad
          """)
  @DisplayName("compares values as their type does, and reads what is written as one of that type")
  void comparesByType(String column, String stored, String sign, String written) {
    assertThat(keeps(compared(column, sign, written), row(column, stored))).isTrue();
    assertThat(keeps(new Not(compared(column, sign, written)), row(column, stored))).isFalse();
  }

  @Test
  @DisplayName("is neither true nor false of a NULL, as in SQL")
  void nulls() {
    @Nullable String[] absent = row("note", null);
    Condition equal = compared("note", "=", "a");
    Condition one = compared("id", "=", "1");

    assertThat(keeps(equal, absent)).isFalse();
    assertThat(keeps(new Not(equal), absent)).isFalse();
    assertThat(keeps(new Like("note", "%"), absent)).isFalse();
    assertThat(keeps(new IsNull("note"), absent)).isTrue();
    assertThat(keeps(new Not(new IsNull("note")), absent)).isFalse();
    assertThat(keeps(new Any(List.of(equal, one)), absent)).isTrue();
    assertThat(keeps(new All(List.of(new Not(equal), one)), absent)).isFalse();
    assertThat(keeps(new Not(new All(List.of(equal, new Not(one)))), absent)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          paid in full,   paid%,      true
          paid in full,   paid,       false
          paid,           p_id,       true
          p\uD83D\uDE00d, p_d,        true
          100%,           100\\%,     true
          1000,           100\\%,     false
          a.c,            a.c,        true
          abc,            a.c,        false
          a\\c,           a\\\\c,     true
          Paid,           paid,       false
          """)
  @DisplayName("matches LIKE on whole texts, with % and _ and a backslash before what is meant")
  void like(String text, String pattern, boolean matches) {
    assertThat(keeps(new Like("note", pattern), row("note", text))).isEqualTo(matches);
  }

  @Test
  @DisplayName("matches LIKE across lines")
  void likeAcrossLines() {
    assertThat(keeps(new Like("note", "a%b"), row("note", "a\nb"))).isTrue();
  }

  @Test
  @DisplayName("is refused when it names what is not there, or what it cannot decide")
  void refused() {
    assertRefused(
        compared("nope", "=", "1"),
        "there is no column nope in public.t at this restore point",
        "Its columns there are: id, price, ratio, little, note, code, paid, day, hour, local, at,"
            + " key, mood, doc, bytes, twice.");
    assertRefused(
        compared("twice", "=", "2"),
        "column twice of public.t is generated: its values are not in the backups",
        "Put the condition on the columns that it is computed from.");
    assertRefused(
        compared("doc", "=", "{}"),
        "column doc of public.t has type json, which a condition cannot compare",
        "Conditions compare numbers, text, booleans, dates, times, uuids and enums; of any other"
            + " type they tell only IS NULL and IS NOT NULL.");
    assertRefused(
        compared("bytes", "=", "\\x00"),
        "column bytes of public.t has type bytea, which a condition cannot compare",
        "Conditions compare numbers, text, booleans, dates, times, uuids and enums; of any other"
            + " type they tell only IS NULL and IS NOT NULL.");
    assertRefused(
        new Like("id", "1%"),
        "LIKE is for text, and column id of public.t has type integer",
        "Compare it with =, <, >, IN or BETWEEN.");
    assertRefused(
        new Like("note", "a\\"),
        "the pattern 'a\\' ends in a backslash",
        "A backslash stands before the character that is meant as it is; write two for one.");
    assertThat(keeps(new IsNull("doc"), row("doc", null))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id    | ten                    | integer                     | 42
          ratio | 0x10                   | double precision            | 0.5
          paid  | yes                    | boolean                     | TRUE
          day   | 2026-02-30             | date                        | '2026-11-22'
          day   | 2026-11-22 07:15       | date                        | '2026-11-22'
          local | 2026-11-22 07:15:00+01 | timestamp without time zone | '2026-11-22 07:15:00'
          at    | yesterday              | timestamp with time zone    | '2026-11-22 07:15:00+00'
          at    | 2026-10-25 02:30       | timestamp with time zone    | '2026-11-22 07:15:00+00'
          at    | 2026-03-29 02:30       | timestamp with time zone    | '2026-11-22 07:15:00+00'
          key   | 4711                   | uuid                        | '00112233-4455-6677-8899-aabbccddeeff'
          mood  | glad                   | public.mood                 | 'sad', 'it's ok', 'happy'
          """)
  @DisplayName("is refused when what is written is no value of the column's type")
  void noValue(String column, String written, String type, String example) {
    assertRefused(
        compared(column, "=", written),
        "'" + written + "' is no value of column " + column + ", which has type " + type,
        "Write for example " + example + ".");
  }

  @Test
  @DisplayName("prints itself as SQL")
  void prints() {
    Condition condition =
        new All(
            List.of(
                new Any(List.of(compared("note", ">=", "it's"), new IsNull("note"))),
                new Not(new Like("note", "a%")),
                new Compared("id", Comparison.EQUAL, new Literal.Numeral("1")),
                new Compared("paid", Comparison.EQUAL, new Literal.Logical(true))));

    assertThat(condition)
        .hasToString(
            "((note >= 'it''s' OR note IS NULL) AND NOT note LIKE 'a%' AND id = 1 AND paid = TRUE)");
  }

  private static void assertRefused(Condition condition, String message, String hint) {
    assertThatThrownBy(() -> filter(condition))
        .isInstanceOf(CorrectConditionException.class)
        .hasMessage(message)
        .extracting(e -> ((ProblemException) e).hint())
        .isEqualTo(hint);
  }

  private static Condition compared(String column, String sign, String written) {
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(each -> each.toString().equals(sign))
            .findFirst()
            .orElseThrow();
    return new Compared(column, comparison, new Literal.Quoted(written));
  }

  private static boolean keeps(Condition condition, @Nullable String[] texts) {
    AvroOutput row = new AvroOutput();
    RowEncoder.of(RowSchema.of(TABLE)).encodeRow(texts, row);
    return filter(condition).keeps(row.array(), 0, row.size());
  }

  private static RowFilter filter(Condition condition) {
    return RowFilter.of(new RowCondition(condition, BERLIN), TABLE);
  }

  /** Key 1, NULL everywhere but in one column. */
  private static @Nullable String[] row(String column, @Nullable String text) {
    List<String> names = TABLE.storedColumns().stream().map(stored -> stored.name()).toList();
    @Nullable String[] texts = new @Nullable String[names.size()];
    texts[0] = "1";
    texts[names.indexOf(column)] = text;
    return texts;
  }
}
