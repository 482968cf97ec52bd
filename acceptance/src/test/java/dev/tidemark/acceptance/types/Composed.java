package dev.tidemark.acceptance.types;

import static dev.tidemark.acceptance.types.StoredType.type;

/** Types made of others: ranges and arrays. */
final class Composed {

  private Composed() {}

  static Family ranges() {
    return Family.of(
        "ranges",
        type("int4range", "empty", "[1,5)", "(,)", "[-2147483648,2147483647)", "(,0)", "[7,7]")
            .key(),
        type("int8range", "empty", "[1,9223372036854775807)", "[,5]").key(),
        type(
                "numrange",
                "empty",
                "[1.0,1.00]",
                "(1.5,)",
                "[NaN,NaN]",
                "[-Infinity,Infinity]",
                "(0,1]")
            .key()
            .twins("[2.0,3.0]", "[2.00,3.000]"),
        type("tsrange", "empty", "[2026-11-22 07:15:00.5,infinity)", "[-infinity,infinity]", "(,)")
            .key(),
        type(
                "tstzrange",
                "empty",
                "(2026-11-22 07:15:00+02,\"2026-11-23 00:00:00+00\"]",
                "[,infinity)")
            .key(),
        type("daterange", "empty", "[2026-11-22,2026-11-23]", "[0044-03-15 BC,)", "(,infinity)")
            .key(),
        type("int4multirange", "{}", "{[1,3),[5,7)}", "{(,)}").key(),
        type("int8multirange", "{}", "{[-5,0],[9,9]}").key(),
        type("nummultirange", "{}", "{(0.10,0.2],[3,)}").key(),
        type("tsmultirange", "{}", "{[2026-11-22 07:15:00,2026-11-23 00:00:00.000001)}").key(),
        type("tstzmultirange", "{}", "{(,\"2026-11-22 07:15:00+00\"),[2026-12-01 00:00:00+00,)}")
            .key(),
        type("datemultirange", "{}", "{[2026-11-22,2026-11-25),[2027-01-01,infinity)}").key());
  }

  static Family arrays() {
    return Family.of(
        "arrays",
        type("integer[]", "{}", "{1,NULL,-3}", "{{1,2},{3,4}}", "[0:2]={1,2,3}", "{NULL}")
            .with("[-1:0][5:6][2:2]={{{1},{2}},{{3},{NULL}}}", "[5:5]={5}")
            .named("array")
            .key(),
        type("text[]", "{}", "{\"\",NULL,\"NULL\",null,\"null\"}", "{\"a,b\",\"{c}\",\" d \"}")
            .with("{\"\\\"\",\"\\\\\",\"it's\",\"tab\there\",\"line\nfeed\"}", "{ünïcödé,🦀}")
            .with("{{\"a\",\"b\"},{\"c d\",NULL}}", "{" + Texts.PLACEHOLDER + "}", "{\\\\x}")
            .named("array")
            .key(),
        type("numeric[]", "{1.0,1.00,NaN,-Infinity,1e-30}").named("array").key(),
        type("numeric(6,2)[]", "{1,-1234.50,NULL}").named("array"),
        type("double precision[]", "{-0,NaN,5e-324,0.1,Infinity}").named("array").key(),
        type("boolean[]", "{t,f,NULL}").named("array"),
        type("bytea[]", "{\"\\\\x00ff\",\"\\\\x\",NULL}").named("array"),
        type("date[]", "{2026-11-22,infinity,\"0044-03-15 BC\"}").named("array"),
        type("timestamp with time zone[]", "{\"2026-11-22 07:15:00.5+01\",-infinity,NULL}")
            .named("array")
            .key(),
        type("interval[]", "{\"1 day -00:00:01\",NULL}").named("array"),
        type("smallint[]", "{-32768,NULL}").named("array").key(),
        type("bigint[]", "{9223372036854775807}").named("array"),
        type("real[]", "{0.1,-0,NaN,1e-45}").named("array"),
        type("time without time zone[]", "{24:00,00:00:00.5}").named("array"),
        type("timestamp(3) without time zone[]", "{\"2026-11-22 07:15:00.1234\",-infinity}")
            .named("array"),
        type("uuid[]", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,NULL}").named("array").key(),
        type("character varying(5)[]", "{abc,\"d e\",\"\"}").named("array"),
        type("character(3)[]", "{a,\"\",\"b c\"}").named("array"),
        type("json[]", "{\"{\\\"a\\\" : [1, 2]}\",null,\"null\"}").named("array"),
        type("jsonb[]", "{\"{\\\"a\\\": \\\"\\\\\\\\\\\"}\",NULL}").named("array"),
        type("xml[]", "{\"<a b=\\\"c\\\"/>\"}").named("array"),
        type("inet[]", "{10.1.2.3/8,::1}").named("array"),
        type("bit(3)[]", "{101,000}").named("array"),
        type("money[]", "{\"$1,234.50\",-$0.01}").named("array"),
        type("point[]", "{\"(1,2)\",\"(-0,NaN)\"}").named("array"),
        type("box[]", "{(2,2),(0,0);(1,1),(0,0)}").named("array"),
        type("int4range[]", "{\"[1,5)\",empty,NULL}").named("array"),
        type("nummultirange[]", "{\"{[1.0,2.0)}\",\"{}\"}").named("array"),
        type("tsvector[]", "{\"'a':1 'b c':2\"}").named("array"),
        type("oid[]", "{0,4294967295}").named("array"),
        type("name[]", "{a,\"b c\"}").named("array"));
  }
}
