package dev.tidemark.restorer.target;

import static dev.tidemark.restorer.target.TargetSpec.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.ddl.Statement;
import dev.tidemark.restorer.encode.CopyBuffer;
import dev.tidemark.restorer.encode.CopyDecoder;
import dev.tidemark.restorer.encode.CopyEncoder;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.target.SentRows.Sums;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.ValueKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many staged rows")
class StagedRowsTest {

  /** As nobody else could have added up anything. */
  private static final Checksum TOLD = new Checksum(7, 7);

  private static final TableId STAGED = new TableId("odd \"place\"", "many");

  private static final String[] FILLED = {
    "CREATE SCHEMA \"odd \"\"place\"\"\"",
    "CREATE TYPE public.mood AS ENUM ('happy', 'sad')",
    "CREATE DOMAIN public.size AS integer CHECK (VALUE > 0)",
    "CREATE TABLE "
        + STAGED.quoted()
        + " (id integer, twice integer GENERATED ALWAYS AS (2 * id) STORED, \"odd 'name\"\"\" text,"
        + " amount numeric, feels public.mood, code character(5), nick name, at timestamptz, doc jsonb,"
        + " length public.size, page xml)",
    "INSERT INTO "
        + STAGED.quoted()
        + " (id, \"odd 'name\"\"\", amount, feels, code, nick, at, doc, length, page)"
        + " SELECT n, CASE WHEN n % 3 > 0 THEN repeat('é', n % 17) END, n + 0.50, 'sad', 'é',"
        + " 'nobody', '2026-11-22 08:00:00.5+00', '{\"a\": 1}', 7, '<a>b</a>'"
        + " FROM generate_series(0, "
        + (StagedRows.MANY - 1)
        + ") n"
  };

  private static final TargetSpec FIRST =
      new TargetSpec()
          .table(
              Definitions.table("public.many")
                  .column("id", "integer", ValueKind.INT32)
                  .column("odd 'name\"", "text", ValueKind.TEXT)
                  .column("amount", "numeric", ValueKind.NUMERIC)
                  .column("feels", "mood", ValueKind.TEXT)
                  .column("code", "character(5)", ValueKind.TEXT)
                  .column("nick", "name", ValueKind.TEXT)
                  .column("at", "timestamp with time zone", ValueKind.TIMESTAMPTZ)
                  .column("doc", "jsonb", ValueKind.JSONB)
                  .column("length", "size", ValueKind.INT32)
                  .column("page", "xml", ValueKind.TEXT)
                  .build(),
              LongStream.range(0, StagedRows.MANY)
                  .mapToObj(StagedRowsTest::values)
                  .toArray(String[][]::new));

  private static final RestoredTable TABLE = FIRST.tables().get(0);
  private static final RowSchema SCHEMA = RowSchema.of(TABLE.definition());
  private static final Sums SENT = sent();

  /** Nobody could come to this sum but by believing what is added up. */
  private static final Optional<Sums> TELLING = Optional.of(new Sums(TOLD, SENT.asServer()));

  private static int copies;

  private DatabaseUrl target;

  @BeforeAll
  static void fill() {
    FIRST.database.run(FILLED);
  }

  @BeforeEach
  void copy() {
    DatabaseUrl first = FIRST.database.url();
    String name = first.database() + "_" + copies++;
    FIRST.database.run("CREATE DATABASE " + name + " TEMPLATE " + first.database());
    target = other(name, first.user());
  }

  private static @Nullable String[] values(long n) {
    return row(
        "" + n,
        n % 3 == 0 ? null : "é".repeat((int) n % 17),
        n + ".50",
        "sad",
        "é    ",
        "nobody",
        "2026-11-22 08:00:00.5+00",
        "{\"a\": 1}",
        "7",
        "<a>b</a>");
  }

  @Test
  @DisplayName("are not sent back when the server adds them up to what was sent")
  void addedUp() {
    assertThat(addUp(target, TELLING)).isEqualTo(TOLD);
    assertThat(SENT.rows()).isEqualTo(FIRST.expected().get(0));
  }

  @Test
  @DisplayName("are sent back when the server adds them up to something else")
  void others() {
    // given: 12.50 before
    run("UPDATE " + STAGED.quoted() + " SET amount = 12.5 WHERE id = 12");

    // when, then
    assertThat(addUp(target, TELLING)).isNotIn(TOLD, SENT.rows());
  }

  @Test
  @DisplayName("are sent back when it is not known what was sent")
  void unknown() {
    assertThat(addUp(target, Optional.empty())).isEqualTo(SENT.rows());
  }

  @Test
  @DisplayName("are sent back when none are left")
  void none() {
    // given
    run("TRUNCATE " + STAGED.quoted());

    // when, then
    assertThat(addUp(target, TELLING).rows()).isZero();
  }

  @Test
  @DisplayName("are sent back when the user may not let the server add them up")
  void forbidden() {
    // given
    String user = target.database() + "_adder";
    run(
        "CREATE ROLE " + user + " LOGIN",
        "REVOKE EXECUTE ON FUNCTION pg_catalog.hash_array_extended(anyarray, bigint) FROM PUBLIC",
        "GRANT USAGE ON SCHEMA \"odd \"\"place\"\"\" TO " + user,
        "GRANT SELECT ON " + STAGED.quoted() + " TO " + user);

    // when, then
    assertThat(addUp(other(target.database(), user), TELLING)).isEqualTo(SENT.rows());
  }

  @Test
  @DisplayName("are sent back when adding them up goes wrong, whatever it is")
  void broken() {
    // given
    run(
        "ALTER FUNCTION pg_catalog.hash_array_extended(anyarray, bigint) RENAME TO its_hash",
        "CREATE FUNCTION pg_catalog.hash_array_extended(anyarray, bigint) RETURNS bigint"
            + " LANGUAGE sql AS 'SELECT 1 / $2'");

    // when, then
    assertThat(addUp(target, TELLING)).isEqualTo(SENT.rows());
  }

  @Test
  @DisplayName("are added up where the server's processes would not agree on an encoding")
  void encoding() {
    // given: parallel workers have that of the database
    String latin = target.database() + "_latin1";
    run(
        "CREATE DATABASE " + latin + " ENCODING LATIN1 LOCALE 'C' TEMPLATE template0",
        "ALTER DATABASE " + latin + " SET debug_parallel_query TO on");
    target = other(latin, target.user());
    run(FILLED);

    // when, then
    assertThat(addUp(target, TELLING)).isEqualTo(TOLD);
  }

  private void run(String... statements) {
    try (Session session = Session.open(target)) {
      session.run(Arrays.stream(statements).map(sql -> new Statement("the spec", sql)).toList());
    }
  }

  private static DatabaseUrl other(String database, String user) {
    DatabaseUrl url = FIRST.database.url();
    return new DatabaseUrl(
        url.host(), url.port(), database, user, url.password(), url.parameters());
  }

  private static Checksum addUp(DatabaseUrl url, Optional<Sums> sent) {
    try (Session session = Session.open(url)) {
      return new StagedRows(TABLE, STAGED, SCHEMA).addUp(session, StagedRows.MANY, sent);
    }
  }

  private static Sums sent() {
    CopyEncoder encoder = CopyEncoder.of(SCHEMA);
    CopyBuffer buffer = new CopyBuffer(16);
    try (SentRows sent = new SentRows(CopyDecoder.binary(SCHEMA))) {
      encoder.begin(buffer);
      for (byte[] row : FIRST.rowsOf(TABLE)) {
        encoder.row(row, 0, row.length, buffer);
        if (buffer.size() > 1000) {
          sent.take(buffer.array(), buffer.size());
          buffer.clear();
        }
      }
      encoder.end(buffer);
      sent.take(buffer.array(), buffer.size());
      return sent.end().orElseThrow();
    }
  }
}
