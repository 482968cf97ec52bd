package dev.tidemark.acceptance.types;

import static dev.tidemark.acceptance.types.TypedColumn.column;

import dev.tidemark.acceptance.servers.Database;
import java.util.ArrayList;
import java.util.List;

/** Types made by users and by extensions. */
final class UserMade {

  private static final List<String> EXTENSIONS =
      List.of("citext", "hstore", "ltree", "cube", "isn", "seg");

  private UserMade() {}

  static void createTypes(Database database) {
    database.execute(
        "CREATE SCHEMA kinds",
        "CREATE TYPE public.mood AS ENUM ('sad', 'so so', 'it''s \"fine\"', 'ä')",
        "CREATE TYPE kinds.\"Odd Name\" AS ENUM ('a', 'B,c')",
        "CREATE DOMAIN public.email AS text CHECK (VALUE LIKE '%@%')",
        "CREATE DOMAIN public.strict_email AS public.email NOT NULL DEFAULT 'x@y'",
        "CREATE DOMAIN public.price AS numeric(12,4) CHECK (VALUE >= 0)",
        "CREATE DOMAIN public.born AS timestamptz",
        "CREATE DOMAIN public.raw AS bytea",
        "CREATE DOMAIN public.counts AS integer[] CHECK (array_length(VALUE, 1) < 10)",
        "CREATE TYPE public.place AS (street text, number integer, at timestamptz)",
        "CREATE TYPE public.person AS (name text, home public.place, moods public.mood[])",
        "CREATE DOMAIN public.home AS public.place",
        "CREATE TYPE public.span AS RANGE (subtype = double precision)");
  }

  static TypedTable table() {
    return TypedTable.of(
        "user_made",
        column("public.mood", "sad", "so so", "it's \"fine\"", "ä"),
        column("public.mood[]", "{sad,\"so so\",NULL}", "{}"),
        column("kinds.\"Odd Name\"", "a", "B,c"),
        column("public.email", "a@b", "@"),
        column("public.email[]", "{a@b,NULL}"),
        column("public.price", "1.5", "99999999.9999"),
        column("public.born", "2024-01-01 00:00:00.000001Z", "infinity"),
        column("public.raw", "\\x00ff", ""),
        column("public.counts", "{1,2,NULL}", "{}"),
        column(
            "public.place", "(\"a, b\",5,\"2024-01-01 00:00:00+05:30\")", "(,,)", "(\"\\\"\",,)"),
        column("public.place[]", "{\"(x,1,infinity)\",NULL}"),
        column("public.person", "(n,\"(s,1,)\",\"{sad,ä}\")", "(,,)"),
        column("public.home", "(s,1,)"),
        column("public.span", "[0.1,1e300)", "empty", "(,)"),
        column("public.span[]", "{\"[1,2)\"}"),
        column("public.span_multirange", "{[0.5,1),[2,3)}"));
  }

  /** Makes the extensions that the server has, and answers a table with their types. */
  static TypedTable extensionTable(Database database) {
    List<String> names = createExtensions(database);
    List<TypedColumn> columns = new ArrayList<>(List.of(column("integer", "1")));
    for (String name : names) {
      switch (name) {
        case "citext" -> columns.add(column("citext", "MiXed", "ä"));
        case "hstore" -> columns.add(column("hstore", "", "\"a b\"=>\"1,\\\"\", c=>NULL"));
        case "ltree" -> columns.add(column("ltree", "Top.Science.Astronomy", ""));
        case "cube" -> columns.add(column("cube", "(1,2),(3,4.5)"));
        case "isn" -> columns.add(column("isbn13", "978-0-393-04002-9"));
        default -> columns.add(column("seg", "1.50 .. 2.0", "~3"));
      }
    }
    return new TypedTable("extended", columns);
  }

  static List<String> createExtensions(Database database) {
    String wanted = "'" + String.join("', '", EXTENSIONS) + "'";
    List<String> names =
        database.query(
            "SELECT name FROM pg_available_extensions WHERE name IN (" + wanted + ") ORDER BY 1");
    names.forEach(name -> database.administrate("CREATE EXTENSION IF NOT EXISTS " + name));
    return names;
  }
}
