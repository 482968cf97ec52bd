package dev.tidemark.acceptance.types;

import static dev.tidemark.acceptance.types.TypedColumn.column;

import java.util.List;

/** The built-in types, in groups, with the values that are hard for each. */
final class BuiltIn {

  static final List<TypedTable> TABLES =
      List.of(
          numbers(),
          texts(),
          times(),
          addresses(),
          shapes(),
          documents(),
          ranges(),
          multiranges(),
          arrays(),
          systems());

  private BuiltIn() {}

  private static TypedTable numbers() {
    return TypedTable.of(
        "numbers",
        column("smallint", "0", "-32768", "32767"),
        column("integer", "0", "-2147483648", "2147483647"),
        column("bigint", "0", "-9223372036854775808", "9223372036854775807"),
        column(
            "numeric",
            "0",
            "NaN",
            "Infinity",
            "-Infinity",
            "0.000",
            "-0.10",
            "1e131071",
            "=1e-16383::numeric",
            "123456789012345678901234567890.123456789012345678901234567890",
            "1.0",
            "1.00",
            "-1e-20"),
        column("numeric(10,3)", "1", "-9999999.999", "NaN"),
        column("numeric(3,-2)", "12345", "-99900"),
        column("numeric(4,8)", "0.00009999"),
        column(
            "real",
            "0",
            "-0",
            "NaN",
            "Infinity",
            "-Infinity",
            "3.4028235e38",
            "1.4e-45",
            "1.17549435e-38",
            "0.1",
            "16777217",
            "1e10",
            "1e15",
            "123456.79",
            "9.9999e-5"),
        column(
            "double precision",
            "0",
            "-0",
            "NaN",
            "Infinity",
            "-Infinity",
            "1.7976931348623157e308",
            "4.9e-324",
            "2.2250738585072014e-308",
            "0.1",
            "0.30000000000000004",
            "1e15",
            "123456789012345680",
            "1e-5",
            "9007199254740993"),
        column("money", "0", "$1,234.56", "-92233720368547758.08", "92233720368547758.07"),
        column("boolean", "true", "false"));
  }

  private static TypedTable texts() {
    return TypedTable.of(
        "texts",
        column(
            "text",
            "",
            " ",
            "\\",
            "\\N",
            "\\.",
            "a\tb",
            "a\nb",
            "a\r\nb",
            "'",
            "\"",
            "ä€😀",
            "NULL",
            "__debezium_unavailable_value",
            "=repeat('x', 100000)",
            "=chr(1) || chr(8) || chr(11)"),
        column("varchar", "", "x  "),
        column("varchar(5)", "12345", "ä€😀"),
        column("char(5)", "", "a", "a b", "ä€😀"),
        column("char", " ", "x"),
        column("name", "", "pg_catalog", "=repeat('n', 63)"),
        column("\"char\"", "", "a", "\\377"),
        column("bytea", "", "\\x00", "\\x00ff5c27", "=decode(repeat('ab', 20000), 'hex')"),
        column("text COLLATE \"C\"", "Z", "a"));
  }

  private static TypedTable times() {
    return TypedTable.of(
        "times",
        column(
            "date",
            "1970-01-01",
            "2024-02-29",
            "infinity",
            "-infinity",
            "4713-01-01 BC",
            "5874897-12-31",
            "0001-01-01",
            "0001-12-31 BC",
            "1582-10-10",
            "10000-01-01",
            "1900-02-28"),
        column("time", "00:00", "24:00:00", "23:59:59.999999", "00:00:00.000001", "12:00:00.5"),
        column("time(3)", "12:34:56.789", "23:59:59.9996"),
        column("time(0)", "12:34:56.789"),
        column(
            "timetz",
            "00:00+00",
            "24:00:00-15:59",
            "23:59:59.999999+15:59",
            "12:00:00.5+05:30",
            "01:02:03-03:30:15"),
        column(
            "timestamp",
            "1970-01-01 00:00",
            "infinity",
            "-infinity",
            "4713-01-01 00:00:00 BC",
            "294276-12-31 23:59:59.999999",
            "1969-12-31 23:59:59.999999",
            "2024-02-29 12:00:00.1",
            "0001-01-01 00:00:00",
            "0044-03-15 12:00:00.000001 BC",
            "1582-10-10 00:00:00",
            "99999-01-01 00:00:00"),
        column("timestamp(0)", "2024-12-31 23:59:59.6"),
        column("timestamp(3)", "2024-12-31 23:59:59.1234"),
        column(
            "timestamptz",
            "1970-01-01 00:00Z",
            "infinity",
            "-infinity",
            "4714-11-24 00:00:00+00 BC",
            "294276-12-31 23:59:59.999999+00",
            "1969-12-31 23:59:59.999999Z",
            "2024-07-01 12:00:00.1+14",
            "1883-11-18 12:00:00-05",
            "0044-03-15 12:00:00+00 BC",
            "1582-10-10 00:00:00Z"),
        column(
            "interval",
            "0",
            "1 year -2 mons 3 days -04:05:06.789",
            "00:00:00.000001",
            "-1 mon",
            "178000000 years",
            "-178000000 years",
            "100 days 25:00",
            "-00:00:00.5",
            "2 mons -1 day",
            "2147483647 days -2147483648 hours"),
        column("interval year to month", "14 months"),
        column("interval second(2)", "1.239 seconds"));
  }

  private static TypedTable addresses() {
    return TypedTable.of(
        "addresses",
        column(
            "uuid",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        column("inet", "127.0.0.1", "10.1.2.3/8", "::1", "2001:db8::/32", "::ffff:1.2.3.4"),
        column("cidr", "10.0.0.0/8", "2001:db8::/32", "192.168.1.1/32"),
        column("macaddr", "08:00:2b:01:02:03"),
        column("macaddr8", "08:00:2b:01:02:03:04:05"),
        column("bit", "0", "1"),
        column("bit(11)", "01010101011"),
        column("bit varying", "", "1", "=repeat('10', 400)::bit varying"),
        column("bit varying(5)", "10101", ""));
  }

  private static TypedTable shapes() {
    return TypedTable.of(
        "shapes",
        column("point", "(0,0)", "(-0,1e-300)", "(Infinity,NaN)", "(0.1,-1e300)"),
        column("line", "{1,-1,0.5}", "{0,1,-3}"),
        column("lseg", "[(0,0),(1,1)]", "[(-1.5,2),(1e10,NaN)]"),
        column("box", "((1,1),(0,0))", "((0.1,0.2),(-0.3,-0.4))"),
        column("path", "[(0,0),(1,1),(2,0)]", "((0,0),(1,1),(2,0))"),
        column("polygon", "((0,0),(1,1),(2,0))", "((1,2))"),
        column("circle", "<(0,0),1>", "<(-1.5,2.5),0>"));
  }

  private static TypedTable documents() {
    return TypedTable.of(
        "documents",
        column(
            "json",
            "null",
            "{ \"b\" : 1,\n \"a\":2, \"a\":3 }",
            "[1.0, 1e5, \"\\u00e4\"]",
            "\"x\""),
        column(
            "jsonb",
            "null",
            "{ \"b\" : 1, \"a\":2, \"a\":3 }",
            "[1.0, 1e5, \"\\u00e4\\n\"]",
            "{}",
            "12345678901234567890.10"),
        column("jsonpath", "$.a[*] ? (@ > 1)", "strict $"),
        column("xml", "<a b=\"c\">&lt;&#228;</a>", "text <b/> mixed"),
        column("tsvector", "", "'a':1A,3 'b c':2 '\\\\':4", "fat cat"),
        column("tsquery", "", "'a' & !'b' | 'c':*AB", "'x' <2> 'y'"));
  }

  private static TypedTable ranges() {
    return TypedTable.of(
        "ranges",
        column("int4range", "empty", "[1,5)", "(,)", "[-2147483648,)"),
        column("int8range", "empty", "(1,9223372036854775806]", "(,0]"),
        column("numrange", "[1.0,1.00]", "(Infinity,NaN)", "(,1.50)"),
        column("tsrange", "[2024-01-01 00:00:00.5,infinity]", "(,2024-01-01)"),
        column("tstzrange", "[2024-01-01 00:00:00+05:30,2024-02-01 00:00:00Z)", "(-infinity,)"),
        column("daterange", "[2024-02-28,2024-02-29]", "[0044-03-15 BC,infinity)", "empty"));
  }

  private static TypedTable multiranges() {
    return TypedTable.of(
        "multiranges",
        column("int4multirange", "{}", "{[1,2),[5,9)}"),
        column("int8multirange", "{(,)}"),
        column("nummultirange", "{[1.0,1.50],(2,3)}"),
        column("tsmultirange", "{[2024-01-01 00:00,2024-01-02 00:00)}"),
        column("tstzmultirange", "{[2024-01-01 00:00Z,)}"),
        column("datemultirange", "{[2024-01-01,2024-01-05),[2024-02-01,)}"));
  }

  private static TypedTable arrays() {
    return TypedTable.of(
        "arrays",
        column(
            "integer[]",
            "{}",
            "{1,NULL,3}",
            "{{1,2},{3,4}}",
            "[-1:1]={7,8,9}",
            "[2:2][3:4]={{1,2}}"),
        column("smallint[]", "{-1}"),
        column("bigint[]", "{9223372036854775807}"),
        column("text[]", "{\"\",\"a,b\",\"{}\",\"\\\"\",\"\\\\\",NULL,\"NULL\",\" \"}", "{{{a}}}"),
        column("varchar(3)[]", "{abc,NULL}"),
        column("char(3)[]", "{a,ab}"),
        column("numeric[]", "{1.0,1.00,NaN,Infinity}"),
        column("numeric(6,2)[]", "{1,NULL}"),
        column("real[]", "{0.1,-0,NaN}"),
        column("double precision[]", "{0.1,4.9e-324}"),
        column("boolean[]", "{t,f,NULL}"),
        column("date[]", "{infinity,2024-02-29,\"0044-03-15 BC\"}"),
        column("time[]", "{24:00,00:00:00.5}"),
        column("timestamp(3)[]", "{\"2024-01-01 00:00:00.1234\",-infinity}"),
        column("timestamptz[]", "{\"2024-01-01 00:00:00+05:30\",infinity}"),
        column("interval[]", "{\"1 mon -1 day\",00:00:00.5}"),
        column("bytea[]", "{\"\\\\x00ff\",\"\"}"),
        column("uuid[]", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}"),
        column("jsonb[]", "{\"{\\\"a\\\": 1}\",\"null\",NULL}"),
        column("json[]", "{\"{ \\\"a\\\":1}\"}"),
        column("inet[]", "{10.1.2.3/8}"),
        column("int4range[]", "{\"[1,5)\",empty}"),
        column("point[]", "{\"(1,2)\",NULL}"),
        column("box[]", "{(1,1),(0,0);(3,3),(2,2)}"),
        column("bit(3)[]", "{101,NULL}"),
        column("money[]", "{$1.50}"),
        column("xml[]", "{<a/>}"),
        column("tsvector[]", "{\"'a':1\"}"),
        column("oid[]", "{1,4294967295}"));
  }

  private static TypedTable systems() {
    return TypedTable.of(
        "systems",
        column("oid", "0", "4294967295"),
        column("pg_lsn", "0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF"),
        column("xid", "3", "4294967295"),
        column("xid8", "3", "18446744073709551615"),
        column("cid", "7"),
        column("tid", "(0,1)", "(4294967295,65535)"),
        column("txid_snapshot", "10:20:10,14,15"),
        column("pg_snapshot", "10:20:10,14,15"),
        column("regclass", "pg_class", "-"),
        column("regtype", "integer", "timestamp with time zone"),
        column("regproc", "now"),
        column("regprocedure", "abs(numeric)"),
        column("regoper", "||/"),
        column("regoperator", "+(integer,integer)"),
        column("regnamespace", "pg_catalog"),
        column("regcollation", "\"C\""),
        column("regconfig", "english"),
        column("regdictionary", "simple"),
        column("regrole", "postgres"),
        column("aclitem", "postgres=r/postgres"),
        column("int2vector", "1 2 3"),
        column("oidvector", "1 2 3"),
        column("refcursor", "cursor"));
  }
}
