package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A value of any type")
final class ValuesTest {

  private record Sample(String type, List<String> literals) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("boolean", List.of("'t'", "'f'")),
          new Sample("smallint", List.of("-32768", "32767", "0")),
          new Sample("integer", List.of("-2147483648", "2147483647")),
          new Sample("bigint", List.of("-9223372036854775808", "9223372036854775807")),
          new Sample(
              "real",
              List.of("1.1", "'NaN'", "'-Infinity'", "3.4028235e38", "1e-45", "'-0'", "16777216")),
          new Sample(
              "double precision",
              List.of("0.1", "'NaN'", "'Infinity'", "1.7976931348623157e308", "5e-324", "'-0'")),
          new Sample(
              "numeric",
              List.of("'NaN'", "'Infinity'", "'-Infinity'", "1.10", "0.000", "1e130", "-1e-50")),
          new Sample("numeric(12,2)", List.of("1.1", "-9999999999.99")),
          new Sample("money", List.of("1234567.89", "-0.01")),
          new Sample("char(5)", List.of("'ab'", "'     '")),
          new Sample("varchar(10)", List.of("'x'", "''")),
          new Sample("text", List.of("''", "E'tab\\tnewline\\nreturn\\rback\\\\slash'", "'\\N'")),
          new Sample("text", List.of("'ä€😀'", "'__debezium_unavailable_value'", "E'\\b\\f\\x0b'")),
          new Sample("name", List.of("'a name'")),
          new Sample("\"char\"", List.of("'x'", "''")),
          new Sample("bytea", List.of("'\\x'", "'\\x00ff0a09'", "'\\xdeadbeef'")),
          new Sample(
              "date", List.of("'2026-11-22'", "'infinity'", "'-infinity'", "'0044-03-15 BC'")),
          new Sample("date", List.of("'5874897-12-31'", "'4713-01-01 BC'")),
          new Sample("time", List.of("'00:00:00'", "'24:00:00'", "'12:34:56.789012'")),
          new Sample("time(0)", List.of("'12:34:56'")),
          new Sample("timetz", List.of("'12:34:56.789+05:30'", "'00:00:00-15:59:59'")),
          new Sample(
              "timestamp", List.of("'2026-11-22 08:00:00.000001'", "'infinity'", "'-infinity'")),
          new Sample("timestamp", List.of("'294276-12-31 23:59:59.999999'", "'4713-01-01 BC'")),
          new Sample(
              "timestamptz",
              List.of("'2026-11-22 08:00:00.5+01'", "'infinity'", "'0044-03-15 12:00 BC'")),
          new Sample("interval", List.of("'1 year 2 mons -3 days 04:05:06.7'", "'-00:00:01'")),
          new Sample("uuid", List.of("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'")),
          new Sample("json", List.of("'{\"b\" : 1,  \"a\":[1.0, null]}'")),
          new Sample("jsonb", List.of("'{\"b\" : 1.00,  \"a\":[1, null]}'", "'null'")),
          new Sample("xml", List.of("'<a b=\"1\">text</a>'")),
          new Sample("inet", List.of("'10.1.2.3/8'", "'::1'")),
          new Sample("cidr", List.of("'10.0.0.0/8'")),
          new Sample("macaddr", List.of("'08:00:2b:01:02:03'")),
          new Sample("macaddr8", List.of("'08:00:2b:01:02:03:04:05'")),
          new Sample("bit(5)", List.of("B'10101'")),
          new Sample("bit varying(9)", List.of("B''", "B'101'")),
          new Sample("point", List.of("'(1.5,-2)'")),
          new Sample("line", List.of("'{1,2,3}'")),
          new Sample("lseg", List.of("'[(1,2),(3,4)]'")),
          new Sample("box", List.of("'(3,4),(1,2)'")),
          new Sample("path", List.of("'[(1,2),(3,4)]'", "'((1,2),(3,4))'")),
          new Sample("polygon", List.of("'((0,0),(1,1),(2,0))'")),
          new Sample("circle", List.of("'<(1,2),3>'")),
          new Sample("tsvector", List.of("'a fat:2 cat:3A'")),
          new Sample("tsquery", List.of("'fat & !cat:A'")),
          new Sample("int4range", List.of("'[1,5)'", "'empty'", "'(,3)'")),
          new Sample("numrange", List.of("'(1.5,2.50]'")),
          new Sample("tstzrange", List.of("'[2026-01-01 00:00+02,infinity)'")),
          new Sample("datemultirange", List.of("'{[2026-01-01,2026-02-01),[2026-03-01,)}'")),
          new Sample("integer[]", List.of("'{1,NULL,3}'", "'{}'", "'[0:1]={7,8}'", "'{{1},{2}}'")),
          new Sample("text[]", List.of("'{\"a,b\",\"c\\\"d\",NULL,\"NULL\",\"\"}'")),
          new Sample("timestamptz[]", List.of("'{\"2026-11-22 08:00+01\"}'")),
          new Sample("bytea[]", List.of("array['\\x00ff'::bytea]")),
          new Sample("interval[]", List.of("'{\"1 mon -1 day\"}'")),
          new Sample("money[]", List.of("'{1.5}'")),
          new Sample("pg_lsn", List.of("'16/B374D848'")),
          new Sample("pg_snapshot", List.of("'10:20:10,14,15'")),
          new Sample("txid_snapshot", List.of("'10:20:10,14,15'")),
          new Sample("xid8", List.of("'42'")),
          new Sample("oid", List.of("4294967295")),
          new Sample("tid", List.of("'(1,2)'")),
          new Sample("regclass", List.of("'public.targets'", "'pg_class'")),
          new Sample("regtype", List.of("'public.mood'", "'timestamptz'")),
          new Sample("jsonpath", List.of("'$.a[*] ? (@ > 1)'")),
          new Sample("public.mood", List.of("'sad'", "'it''s \"ok\"'")),
          new Sample("public.mood[]", List.of("'{sad}'")),
          new Sample("public.pair", List.of("'(1,\"a \\\"b\\\"\")'", "'(,)'")),
          new Sample("public.positive", List.of("7")),
          new Sample("public.amount", List.of("7.10")),
          new Sample("public.feeling", List.of("'sad'")),
          new Sample("public.span", List.of("'[1.5,2.5)'")));

  private final SourceServer source = SourceServer.database();

  @Test
  void arrives_as_the_servers_own_text_from_the_snapshot_and_from_the_stream() {
    source.execute(
        "CREATE TYPE public.mood AS ENUM ('sad', 'it''s \"ok\"')",
        "CREATE TYPE public.pair AS (n int, t text)",
        "CREATE DOMAIN public.positive AS int CHECK (VALUE > 0)",
        "CREATE DOMAIN public.amount AS numeric(9,2)",
        "CREATE DOMAIN public.feeling AS public.mood",
        "CREATE TYPE public.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi)",
        "CREATE TABLE public.targets (id int)",
        "CREATE TABLE public.samples (id int PRIMARY KEY, " + columns() + ")");
    List<String> inserts = inserts();
    source.execute(inserts.toArray(String[]::new));

    try (Running capture = Running.start(source, "public.samples").afterSnapshot()) {
      source.execute(
          "INSERT INTO public.samples SELECT id + 1000, " + names() + " FROM public.samples",
          "UPDATE public.samples SET id = id WHERE id > 1000");
      History history = capture.caughtUp();

      List<List<String>> captured =
          history.table(TableId.parse("public.samples")).values().stream()
              .map(row -> (List<String>) new ArrayList<>(row.values()))
              .sorted(Comparator.comparingInt(row -> Integer.parseInt(row.get(0))))
              .toList();
      List<List<String>> expected = source.rows("SELECT * FROM public.samples ORDER BY id");
      for (int i = 0; i < expected.size(); i++) {
        assertThat(captured.get(i)).containsExactlyElementsOf(expected.get(i));
      }
      assertThat(captured).hasSameSizeAs(expected);
    }
  }

  private static String columns() {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < SAMPLES.size(); i++) {
      columns.add("c" + i + " " + SAMPLES.get(i).type());
    }
    return String.join(", ", columns);
  }

  private static String names() {
    return IntStream.range(0, SAMPLES.size())
        .mapToObj(i -> "c" + i)
        .collect(Collectors.joining(", "));
  }

  /** The n-th row has each type's n-th value, or null where there is none. */
  private static List<String> inserts() {
    int rows = SAMPLES.stream().mapToInt(sample -> sample.literals().size()).max().orElse(0) + 1;
    List<String> inserts = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<String> values = new ArrayList<>();
      for (Sample sample : SAMPLES) {
        values.add(
            row < sample.literals().size()
                ? "(" + sample.literals().get(row) + ")::" + sample.type()
                : "null");
      }
      inserts.add(
          "INSERT INTO public.samples VALUES (" + row + ", " + String.join(", ", values) + ")");
    }
    return inserts;
  }
}
