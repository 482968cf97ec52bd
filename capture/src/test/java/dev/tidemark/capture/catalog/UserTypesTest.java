package dev.tidemark.capture.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.SourceServer;
import dev.tidemark.schemas.table.UserType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The types of a table's definition")
final class UserTypesTest {

  private final DefinedSource source = new DefinedSource();

  @Test
  void are_those_it_needs_each_after_those_it_is_made_of() {
    source.execute(
        "CREATE SCHEMA odd",
        "CREATE TYPE odd.\"Mood\" AS ENUM ('it''s', 'ok')",
        "CREATE DOMAIN public.feeling AS odd.\"Mood\" DEFAULT 'ok' NOT NULL",
        "CREATE DOMAIN public.code AS varchar(5) COLLATE \"C\" CONSTRAINT short CHECK"
            + " (length(VALUE) < 4)",
        "CREATE TYPE public.pair AS (f public.feeling[], \"N n\" numeric(5,1))",
        "CREATE TYPE public.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi)",
        "CREATE TABLE public.t (id int PRIMARY KEY, p public.pair, c public.code,"
            + " s public.span[])");

    assertThat(source.definition("public.t").types())
        .containsExactly(
            new UserType("odd.\"Mood\"", "CREATE TYPE odd.\"Mood\" AS ENUM ('it''s', 'ok')"),
            new UserType(
                "public.feeling",
                "CREATE DOMAIN public.feeling AS odd.\"Mood\" DEFAULT 'ok'::odd.\"Mood\" NOT NULL"),
            new UserType(
                "public.pair",
                "CREATE TYPE public.pair AS (f public.feeling[], \"N n\" numeric(5,1))"),
            new UserType(
                "public.code",
                "CREATE DOMAIN public.code AS character varying(5) COLLATE pg_catalog.\"C\""
                    + " CONSTRAINT short CHECK ((length((VALUE)::text) < 4))"),
            new UserType(
                "public.span",
                "CREATE TYPE public.span AS RANGE (SUBTYPE = double precision, SUBTYPE_OPCLASS ="
                    + " pg_catalog.float8_ops, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME ="
                    + " public.span_multirange)"));
  }

  @Test
  void can_be_made_again_in_another_database() {
    source.execute(
        "CREATE TYPE public.mood AS ENUM ('a')",
        "CREATE DOMAIN public.moods AS public.mood[] CHECK (cardinality(VALUE) < 5)",
        "CREATE TYPE public.both AS (m public.moods, r int4range)",
        "CREATE TYPE public.span AS RANGE (SUBTYPE = float8)",
        "CREATE TABLE public.t (id int PRIMARY KEY, b public.both[], s public.span,"
            + " m public.span_multirange)");
    SourceServer other = SourceServer.database();

    source.definition("public.t").types().forEach(type -> other.execute(type.create()));

    other.execute(
        "CREATE TABLE public.t (b public.both[], s public.span, m public.span_multirange)");
  }
}
