package dev.tidemark.restorer.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.Postgres;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.ServerHash;
import dev.tidemark.restorer.verify.ServerSum;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.CopyLine;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

@Label("COPY in binary and in text")
class CopyFormsAgreeTest {

  private static final TableDefinition TABLE =
      Definitions.table("public.everything")
          .column("id", "integer", ValueKind.INT32)
          .column("b", "boolean", ValueKind.BOOLEAN)
          .column("i2", "smallint", ValueKind.INT16)
          .column("i8", "bigint", ValueKind.INT64)
          .column("f4", "real", ValueKind.FLOAT32)
          .column("f8", "double precision", ValueKind.FLOAT64)
          .column("n", "numeric", ValueKind.NUMERIC)
          .column("d", "date", ValueKind.DATE)
          .column("t", "time without time zone", ValueKind.TIME)
          .column("ts", "timestamp without time zone", ValueKind.TIMESTAMP)
          .column("tz", "timestamp with time zone", ValueKind.TIMESTAMPTZ)
          .column("u", "uuid", ValueKind.UUID)
          .column("y", "bytea", ValueKind.BYTES)
          .column("s", "text", ValueKind.TEXT)
          .column("j", "jsonb", ValueKind.JSONB)
          .column("js", "json", ValueKind.TEXT)
          .column("vc", "character varying(40)", ValueKind.TEXT)
          .column("c", "character(9)", ValueKind.TEXT)
          .column("nm", "name", ValueKind.TEXT)
          .column("e", "mood", ValueKind.TEXT)
          .column("x", "xml", ValueKind.TEXT)
          .build();

  private static final Arbitrary<String> XML_BEGINNINGS =
      Arbitraries.of(
          "",
          "some text, ",
          "<?xml version=\"1.0\"?>",
          "<?xml version=\"1.1\"?>",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
          "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n");

  private static final RowSchema SCHEMA = RowSchema.of(TABLE);
  private static final Postgres DATABASE = Postgres.newDatabase();

  @BeforeContainer
  static void createTables() {
    String columns =
        TABLE.columns().stream()
            .map(c -> c.name() + " " + c.type())
            .collect(Collectors.joining(","));
    DATABASE.run("CREATE TYPE mood AS ENUM ('happy', 'it''s\t\"so\", so', 'fröhlich 😀', ' ', '')");
    for (String table : List.of("as_source", "as_binary", "as_text")) {
      DATABASE.run("CREATE TABLE " + table + " (" + columns + ")");
    }
  }

  @Property(tries = 150)
  @Label("load the very values that the source printed")
  void sameValues(@ForAll("rows") List<@Nullable String[]> rows) throws SQLException {
    // given
    DATABASE.run("TRUNCATE as_source, as_binary, as_text");
    ServerSum sent = new ServerSum();
    CopyBuffer source = new CopyBuffer(16);
    for (int id = 0; id < rows.size(); id++) {
      rows.get(id)[0] = Integer.toString(id);
      source.putAscii(escaped(rows.get(id)));
    }

    try (Connection connection = DATABASE.connect()) {
      connection.createStatement().execute("SET TimeZone TO 'UTC'");
      copy(connection, "COPY as_source FROM STDIN", source);
      List<@Nullable String[]> printed = printed(connection);

      // when
      sent.add(load(connection, "as_binary", CopyEncoder.binary(SCHEMA), printed));
      load(connection, "as_text", CopyEncoder.text(SCHEMA), printed);
    }

    // then
    assertThat(readBack(CopyDecoder.binary(SCHEMA))).isEqualTo(readBack(CopyDecoder.text(SCHEMA)));
    assertThat(addedUp("as_source")).isEqualTo(sent.checksum());
    assertThat(addedUp("as_binary")).isEqualTo(sent.checksum());
    List<String> expected = DATABASE.rows("SELECT r::text FROM as_source r ORDER BY id");
    assertThat(expected).hasSameSizeAs(rows);
    assertThat(DATABASE.rows("SELECT r::text FROM as_binary r ORDER BY id")).isEqualTo(expected);
    assertThat(DATABASE.rows("SELECT r::text FROM as_text r ORDER BY id")).isEqualTo(expected);
  }

  /** What was sent. */
  private static byte[] load(
      Connection connection, String table, CopyEncoder encoder, List<@Nullable String[]> rows)
      throws SQLException {
    CopyBuffer buffer = new CopyBuffer(16);
    encoder.begin(buffer);
    AvroOutput avro = new AvroOutput();
    for (@Nullable String[] row : rows) {
      avro.reset();
      RowEncoder.of(SCHEMA).encodeRow(row, avro);
      encoder.row(avro.array(), 0, avro.size(), buffer);
    }
    encoder.end(buffer);
    copy(connection, "COPY " + table + " FROM STDIN (FORMAT " + encoder.format() + ")", buffer);
    return Arrays.copyOf(buffer.array(), buffer.size());
  }

  /** What the server adds up, in the order of the columns. */
  private static Checksum addedUp(String table) {
    List<String> values =
        DATABASE.rows(
            "SELECT format('%s(%I)', t.typsend, a.attname) FROM pg_attribute a"
                + " JOIN pg_type t ON t.oid = a.atttypid"
                + " WHERE a.attrelid = '"
                + table
                + "'::regclass AND a.attnum > 0 ORDER BY a.attnum");
    return ServerSum.parse(
        DATABASE
            .rows(
                "SELECT concat_ws(' ', count(*), sum("
                    + ServerHash.sql(values)
                    + ")) FROM "
                    + table)
            .get(0));
  }

  private static void copy(Connection connection, String sql, CopyBuffer data) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    copy.writeToCopy(data.array(), 0, data.size());
    copy.endCopy();
  }

  private static List<@Nullable String[]> printed(Connection connection) throws SQLException {
    CopyLine line = new CopyLine(SCHEMA.fields().size());
    RowEncoder encoder = RowEncoder.of(SCHEMA);
    RowText text = RowText.of(SCHEMA);
    AvroOutput row = new AvroOutput();
    List<@Nullable String[]> rows = new ArrayList<>();
    CopyOut out =
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY as_source TO STDOUT");
    for (byte[] bytes = out.readFromCopy(); bytes != null; bytes = out.readFromCopy()) {
      row.reset();
      line.encode(bytes, encoder, row);
      rows.add(text.decode(row.array(), 0, row.size()));
    }
    return rows;
  }

  /** The Avro bytes of what the source has, as digits. */
  private static List<String> readBack(CopyDecoder decoder) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DATABASE.connect()) {
      connection.createStatement().execute("SET TimeZone TO 'UTC'");
      String sql = "COPY as_source TO STDOUT (FORMAT " + decoder.format() + ")";
      CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
      for (byte[] bytes = out.readFromCopy(); bytes != null; bytes = out.readFromCopy()) {
        decoder.decode(
            bytes,
            (row, from, length) -> rows.add(HexFormat.of().formatHex(row, from, from + length)));
      }
    }
    decoder.end();
    return rows;
  }

  /** COPY's text form made by other means: every byte as octal. */
  private static String escaped(@Nullable String[] row) {
    StringBuilder line = new StringBuilder();
    for (@Nullable String value : row) {
      line.append(line.isEmpty() ? "" : "\t");
      if (value == null) {
        line.append("\\N");
      } else {
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
          line.append("\\%03o".formatted(b & 0xFF));
        }
      }
    }
    return line.append('\n').toString();
  }

  @Provide
  Arbitrary<List<@Nullable String[]>> rows() {
    List<Arbitrary<String>> columns =
        List.of(
            Arbitraries.just("0"),
            Arbitraries.of("t", "f"),
            Arbitraries.shorts().map(String::valueOf),
            Arbitraries.longs().map(String::valueOf),
            floats(),
            doubles(),
            numerics(),
            days().map(CopyFormsAgreeTest::date),
            times(),
            timestamps(""),
            timestamps("+00"),
            Arbitraries.create(java.util.UUID::randomUUID).map(String::valueOf),
            Arbitraries.bytes().list().ofMaxSize(20).map(CopyFormsAgreeTest::bytea),
            texts(),
            texts().map(CopyFormsAgreeTest::json),
            texts().map(text -> "{ \"a\" : " + json(text) + "}"),
            texts(),
            texts().map(text -> text.substring(0, Math.min(9, text.length()))),
            texts(),
            Arbitraries.of("happy", "it's\t\"so\", so", "fröhlich 😀", " ", ""),
            Combinators.combine(XML_BEGINNINGS, texts()).as(CopyFormsAgreeTest::xml));
    return Combinators.combine(columns.stream().map(column -> column.injectNull(0.1)).toList())
        .as(values -> values.toArray(new @Nullable String[0]))
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  /** Without what no XML may have. */
  private static String xml(String beginning, String text) {
    return beginning + "<a b=" + json(text) + ">" + text.replaceAll("[\\x08\\x0b]", "-") + "</a>";
  }

  private static String json(String text) {
    return "\"" + text.replaceAll("[\\\\\"\\p{Cntrl}]", "-") + "\"";
  }

  private static Arbitrary<String> floats() {
    return Arbitraries.integers().map(Float::intBitsToFloat).map(String::valueOf);
  }

  private static Arbitrary<String> doubles() {
    return Arbitraries.longs().map(Double::longBitsToDouble).map(String::valueOf);
  }

  private static Arbitrary<String> numerics() {
    Arbitrary<String> digits =
        Arbitraries.strings().withCharRange('0', '9').withChars('0').ofMaxLength(40);
    Arbitrary<String> plain =
        Combinators.combine(Arbitraries.of("", "-"), digits, digits)
            .as((sign, whole, fraction) -> canonical(sign, whole, fraction));
    return Arbitraries.frequencyOf(
        Tuple.of(9, plain),
        Tuple.of(
            1,
            Arbitraries.of(
                "NaN",
                "Infinity",
                "-Infinity",
                "0",
                "0.0000",
                "10000",
                "100000000",
                "0.0001",
                "0.00001",
                "1" + "0".repeat(500) + ".5")));
  }

  private static String canonical(String sign, String whole, String fraction) {
    String stripped = whole.replaceFirst("^0+", "");
    boolean zero = (stripped + fraction).replace("0", "").isEmpty();
    return (zero ? "" : sign)
        + (stripped.isEmpty() ? "0" : stripped)
        + (fraction.isEmpty() ? "" : "." + fraction);
  }

  /** From 4713 BC to the end of PostgreSQL's timestamps. */
  private static Arbitrary<Long> days() {
    return Arbitraries.longs().between(-2_440_587, 106_751_990);
  }

  private static String date(long day) {
    java.time.LocalDate date = java.time.LocalDate.ofEpochDay(day);
    int year = date.getYear();
    return "%04d-%02d-%02d%s"
        .formatted(
            year > 0 ? year : 1 - year,
            date.getMonthValue(),
            date.getDayOfMonth(),
            year > 0 ? "" : " BC");
  }

  private static Arbitrary<String> times() {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.longs().between(0, 86_399_999_999L).map(CopyFormsAgreeTest::time)),
        Tuple.of(1, Arbitraries.just("24:00:00")));
  }

  private static String time(long micros) {
    java.time.LocalTime time = java.time.LocalTime.ofNanoOfDay(micros * 1000);
    String fraction = "%06d".formatted(micros % 1_000_000).replaceFirst("0+$", "");
    return "%02d:%02d:%02d%s"
        .formatted(
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            fraction.isEmpty() ? "" : "." + fraction);
  }

  private static Arbitrary<String> timestamps(String zone) {
    Arbitrary<String> finite =
        Combinators.combine(days(), Arbitraries.longs().between(0, 86_399_999_999L))
            .as(
                (day, micros) -> {
                  String date = date(day);
                  String era = date.endsWith(" BC") ? " BC" : "";
                  return date.replace(" BC", "") + " " + time(micros) + zone + era;
                });
    return Arbitraries.frequencyOf(
        Tuple.of(9, finite),
        Tuple.of(
            1,
            Arbitraries.of(
                "infinity",
                "-infinity",
                "294276-12-31 23:59:59.999999" + zone,
                "294247-01-10 04:00:54.775808" + zone)));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('\\', '\n', '\r', '\t', 'N', '.', 'é', '\u4e16', '\b', '\u000b')
        .alpha()
        .ofMaxLength(15);
  }

  private static String bytea(List<Byte> bytes) {
    return bytes.stream().map(b -> "%02x".formatted(b)).collect(Collectors.joining("", "\\x", ""));
  }
}
