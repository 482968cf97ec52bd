package dev.tidemark.schemas.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text|TEXT|text|TEXT|true",
        "character varying(20)|TEXT|character varying(30)|TEXT|true",
        "character varying(20)|TEXT|text|TEXT|true",
        "character varying(20)|TEXT|character varying|TEXT|true",
        "character varying|TEXT|text|TEXT|true",
        "text|TEXT|character varying|TEXT|true",
        "text|TEXT|character varying(20)|TEXT|false",
        "character varying(20)|TEXT|character varying(10)|TEXT|false",
        "character(10)|TEXT|character(20)|TEXT|false",
        "character(10)|TEXT|text|TEXT|false",
        "json|TEXT|text|TEXT|false",
        "public.mood|TEXT|text|TEXT|false",
        "json|TEXT|jsonb|JSONB|false",
        "text|TEXT|bytea|BYTES|false",
        "text|OTHER|text|TEXT|false",
        "numeric(10,2)|NUMERIC|numeric(12,2)|NUMERIC|true",
        "numeric(10,2)|NUMERIC|numeric|NUMERIC|true",
        "numeric(4,-2)|NUMERIC|numeric(5,-2)|NUMERIC|true",
        "numeric(10,2)|NUMERIC|numeric(12,3)|NUMERIC|false",
        "numeric(10,2)|NUMERIC|numeric(9,2)|NUMERIC|false",
        "numeric|NUMERIC|numeric(12,2)|NUMERIC|false",
        "public.price|NUMERIC|numeric|NUMERIC|false",
        "integer|INT32|bigint|INT64|false",
        "integer[]|OTHER|bigint[]|OTHER|false",
      })
  @DisplayName("A type holds the values of another when ALTER TYPE leaves every one as it is")
  void holdsValuesOf(
      String was, ValueKind wasKind, String is, ValueKind isKind, boolean holdsThem) {
    assertThat(new ColumnType(isKind, is).holdsValuesOf(new ColumnType(wasKind, was)))
        .isEqualTo(holdsThem);
  }
}
