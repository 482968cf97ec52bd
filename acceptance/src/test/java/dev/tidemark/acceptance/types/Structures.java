package dev.tidemark.acceptance.types;

import static dev.tidemark.acceptance.types.StoredType.type;

/** Bits, networks, geometry, documents and text search. */
final class Structures {

  private Structures() {}

  static Family bitsAndNetworks() {
    return Family.of(
        "networks",
        type("uuid", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")
            .with("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "80000000-0000-0000-0000-000000000000")
            .key(),
        type("bit(1)", "0", "1").key(),
        type("bit(12)", "000000000000", "111100001111").key(),
        type("bit varying", "", "0", "00", "1", "10101010101", "1".repeat(300)).key(),
        type("bit varying(5)", "", "10101"),
        type("inet", "192.168.1.5", "192.168.1.5/24", "0.0.0.0/0", "255.255.255.255", "::1")
            .with("::ffff:1.2.3.4", "2001:db8::8a2e:370:7334/64", "10.0.0.0/8")
            .key(),
        type("cidr", "10.0.0.0/8", "192.168.100.128/25", "::/0", "2001:db8::/32", "1.2.3.4/32")
            .key(),
        type("macaddr", "08:00:2b:01:02:03", "ff:ff:ff:ff:ff:ff").key(),
        type("macaddr8", "08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03").key());
  }

  static Family geometry() {
    return Family.of(
        "geometry",
        type(
            "point",
            "(0,-0)",
            "(1.5,-2.25)",
            "(NaN,Infinity)",
            "(-Infinity,5e-324)",
            "(0.1,1e300)"),
        type("line", "{1,-1,0}", "{0,-1,0.30000000000000004}"),
        type("lseg", "[(0,0),(1,1)]", "[(-1.5,2),(3,-4e-9)]"),
        type("box", "(2,2),(0,0)", "(0,0),(2,2)", "(1,-1),(-1,1)"),
        type("path", "[(0,0),(1,1),(2,0)]", "((0,0),(1,1),(2,0))", "[(1,2)]"),
        type("polygon", "((0,0),(0,1),(1,1),(1,0))", "((0,0))"),
        type("circle", "<(0,0),1>", "<(-1.5,2.5),0>", "<(0,0),Infinity>"));
  }

  static Family documents() {
    return Family.of(
        "documents",
        type("json", "null", "{}", "[ 1,2 , 3 ]", "{\"a\": 1, \"a\": 2, \"b\":\t1.0}", "\"\"")
            .with("\"\\u0000 \\u00e4 \\ud83e\\udd80\"", "1e400", " \n true ", "-0.00")
            .with("\"" + Texts.PLACEHOLDER + "\""),
        type("jsonb", "null", "{}", "[]", "{\"b\": 2, \"a\": 1}", "1.00", "1e400", "-0", "\"\"")
            .with("\"\\\"\\\\\\b\\f\\n\\r\\t/ \\u00e4 🦀\"", "[1, [2, [3, {\"x\": null}]]]")
            .with("{\"\": {\"\": []}}", "123456789012345678901234567890.123456789", "false")
            .with("\"" + Texts.PLACEHOLDER + "\"")
            .key()
            .twins("[1.5]", "[1.50]"),
        type("jsonpath", "$", "$.\"a b\"[*] ? (@ > 1 && @.x == \"y\")", "strict $.a.type()")
            .with("$.** {2 to last} ? (@ like_regex \"^a\\\\\\\\b\" flag \"i\")"),
        type("xml", "", "text", "<a/>", "<a b=\"c\">&lt;&#228;<!-- x --><![CDATA[<]]></a>")
            .with("<?xml version=\"1.0\"?><p>1</p>", "<a>line\nbreak\ttab</a>", "a<b/>c"),
        type("tsvector", "", "'a':1A,2B 'b c':3 'it''s':4C", "x:16383", "'\\\\' '🦀'", "'a' 'b'")
            .key(),
        type("tsquery", "", "'a' & !'b' | 'c':*AB", "'a' <-> 'b' <3> 'c'", "'it''s' & '\\\\'")
            .key());
  }
}
