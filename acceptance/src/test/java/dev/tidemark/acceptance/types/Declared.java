package dev.tidemark.acceptance.types;

import static dev.tidemark.acceptance.types.StoredType.type;

import java.util.List;

/** Types that users declare themselves, those of extensions, and the server's own. */
final class Declared {

  static final List<String> EXTENSIONS = List.of("citext", "cube", "hstore", "isn", "ltree", "seg");

  private Declared() {}

  static Family byUsers() {
    return Family.of(
            "declared",
            type("kinds.mood", "sad", "it's ok", "Very, \"very\" happy", "ünï 🦀", "back\\slash")
                .named("enum")
                .key(),
            type("kinds.mood[]", "{sad,\"it's ok\",NULL}", "{\"Very, \\\"very\\\" happy\"}")
                .named("array")
                .key(),
            type("kinds.amount", "0.50", "NaN", "-1").named("domain").key(),
            type("kinds.label", "", "a\tb\\", Texts.PLACEHOLDER).named("domain").key(),
            type("kinds.short_label", "x", "").named("domain"),
            type("kinds.deadline", "infinity", "2026-11-22 07:15:00+00").named("domain").key(),
            type("kinds.grid", "{{1,2},{3,NULL}}", "{}").named("domain"),
            type("kinds.temper", "sad").named("domain").key(),
            type("kinds.blob", "\\x00ff", "\\x").named("domain"),
            type("kinds.label[]", "{\"\",a}").named("array"),
            type("kinds.place", "(,)", "(1,\"\")", "(-5,\"a \"\"b\"\", (c)\\\\\")", "(7,x)")
                .named("composite")
                .key(),
            type(
                    "kinds.trip",
                    "(\"(1,a)\",\"{\"\"(2,\\\\\"\"b c\\\\\"\")\"\"}\",sad,\"[1,5)\")",
                    "(,,,)")
                .named("composite"),
            type("kinds.place[]", "{\"(1,a)\",NULL,\"(,\\\"b, c\\\")\"}").named("array"),
            type("kinds.\"Odd Type\"", "(\"tab\there\",NaN)").named("composite"),
            type("kinds.heights", "[0.5,1.5]", "empty", "(,NaN]").named("range").key(),
            type("kinds.heights_set", "{[0.5,1.5),[2,3]}").named("multirange"),
            type("kinds.nearby", "[\"(1,a)\",\"(2,b)\")").named("range"))
        .after(
            "CREATE TYPE kinds.mood AS ENUM ('sad', 'it''s ok', 'Very, \"very\" happy', 'ünï 🦀',"
                + " 'back\\slash')",
            "CREATE DOMAIN kinds.amount AS numeric CHECK (VALUE <> 13)",
            "CREATE DOMAIN kinds.label AS text",
            "CREATE DOMAIN kinds.short_label AS kinds.label CHECK (length(VALUE) < 5)",
            "CREATE DOMAIN kinds.deadline AS timestamptz",
            "CREATE DOMAIN kinds.grid AS int[]",
            "CREATE DOMAIN kinds.temper AS kinds.mood CHECK (VALUE = 'sad')",
            "CREATE DOMAIN kinds.blob AS bytea DEFAULT '\\x00'",
            "CREATE TYPE kinds.place AS (number int, name text)",
            "CREATE TYPE kinds.trip AS (start kinds.place, stops kinds.place[], mood kinds.mood,"
                + " days int4range)",
            "CREATE TYPE kinds.\"Odd Type\" AS (\"a b\" text, \"SELECT\" float8)",
            "CREATE TYPE kinds.heights AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi,"
                + " MULTIRANGE_TYPE_NAME = kinds.heights_set)",
            "CREATE TYPE kinds.nearby AS RANGE (SUBTYPE = kinds.place)");
  }

  static Family byExtensions() {
    String[] create =
        EXTENSIONS.stream()
            .map(name -> "CREATE EXTENSION " + name + " SCHEMA kinds")
            .toArray(String[]::new);
    return Family.of(
            "extended",
            type("kinds.hstore", "", "a=>1", "\"b c\"=>NULL, \"\"=>\"\\\"\\\\\"")
                .named("hstore")
                .key(),
            type("kinds.citext", "", "Case Kept", "ünï")
                .named("citext")
                .key()
                .twins("Twin", "tWIN"),
            type("kinds.ltree", "", "Top.Science.Astronomy").named("ltree").key(),
            type("kinds.cube", "(1,2),(3,4.5)", "(-0)").named("cube"),
            type("kinds.isbn13", "978-0-393-04002-9").named("isbn13").key(),
            type("kinds.seg", "1.50 .. 2.0", "~3").named("seg"))
        .after(create);
  }

  static Family byTheServer() {
    return Family.of(
        "server",
        type("pg_lsn", "0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF").key(),
        type("oid", "0", "4294967295").key(),
        type("xid", "0", "4294967295"),
        type("xid8", "0", "18446744073709551615").key(),
        type("cid", "0", "4294967295"),
        type("tid", "(0,0)", "(4294967295,65535)").key(),
        type("txid_snapshot", "10:20:10,14,15", "1:1:"),
        type("pg_snapshot", "10:20:10,14,15", "1:1:"),
        type("regclass", "pg_class", "-", "pg_catalog.pg_type", "4294967295"),
        type("regtype", "integer", "timestamp with time zone", "text[]", "-"),
        type("regproc", "now", "-"),
        type("regprocedure", "abs(integer)", "-"),
        type("regoper", "pg_catalog.||/", "0"),
        type("regoperator", "+(integer,integer)", "0"),
        type("regnamespace", "pg_catalog", "-"),
        type("regrole", "postgres", "-"),
        type("regcollation", "\"C\"", "-"),
        type("regconfig", "english", "-"),
        type("regdictionary", "simple", "-"),
        type("refcursor", "", "a cursor"),
        type("aclitem", "postgres=arw/postgres", "=r/postgres"),
        type("int2vector", "", "1 -2 32767"),
        type("oidvector", "", "0 1 4294967295").key());
  }
}
