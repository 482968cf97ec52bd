package dev.tidemark.restorer.target;

import static dev.tidemark.restorer.target.TargetSpec.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.LoadedDataDiffersException;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A large table, added up while its indexes are made,")
class LargeTableTest {

  /** A few such notes are a large table. */
  private static final String LONG_NOTE = "tab\t and é ".repeat(8_000);

  /** And many such ones are. */
  private static final String NOTE = "tab\t and é ".repeat(9);

  private static final long FEW = CopiedTable.LARGE / LONG_NOTE.length();

  private final TargetSpec target = new TargetSpec();

  @Test
  @DisplayName("adds up to the rows it was given, in both forms of COPY and with a very large row")
  void sums() {
    // given
    Definitions points = table("points").column("at", "point", ValueKind.OTHER);
    Definitions times =
        table("times").column("at", "timestamp with time zone", ValueKind.TIMESTAMPTZ);
    Definitions few = table("few");
    target.table(points.build(), rows(StagedRows.MANY, n -> row("" + n, NOTE, "(" + n + ",0.5)")));
    target.table(
        times.index("times_note_idx", "USING btree (at)").build(),
        rows(
            StagedRows.MANY,
            n ->
                row("" + n, NOTE, n % 7 == 0 ? null : "2026-11-22 08:00:00.%06d+00".formatted(n))));
    target.table(
        table("mixed").build(),
        rows(StagedRows.MANY, n -> row("" + n, n == 5_000 ? LONG_NOTE.repeat(20) : NOTE)));
    target.table(few.build(), rows(FEW, n -> row("" + n, LONG_NOTE)));

    // when
    try (DatabaseDestination destination = target.open()) {
      destination.validate();
      destination.prepare();

      // then
      assertThat(target.load(destination)).isEqualTo(target.expected());
      TargetSpec.publish(destination);
    }
    assertThat(target.database.inventory())
        .contains(
            "constraint few_pkey PRIMARY KEY (id)",
            "constraint points_pkey PRIMARY KEY (id)",
            "constraint times_pkey PRIMARY KEY (id)",
            "relation i times_note_idx");
  }

  @Test
  @DisplayName("is added up on another connection before its indexes are made")
  void besides() {
    // given: an index that waits until somebody has done so, and has read nothing after it
    target.database.run(
        """
        CREATE FUNCTION await_adding() RETURNS event_trigger LANGUAGE plpgsql AS $$
        DECLARE patience timestamptz := clock_timestamp() + interval '60 s';
        DECLARE doing text := '';
        BEGIN
          WHILE doing NOT LIKE 'SELECT %hash_array_extended(% idle' LOOP
            IF doing LIKE 'COPY "%' THEN RAISE 'it is read back'; END IF;
            IF clock_timestamp() > patience THEN RAISE 'nobody adds up: %', doing; END IF;
            PERFORM pg_sleep(0.01);
            PERFORM pg_stat_clear_snapshot();
            SELECT coalesce(max(query || ' ' || state), '') INTO doing FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND query ~ 'hash_array_extended|^COPY "';
          END LOOP;
        END $$
        """,
        "CREATE EVENT TRIGGER indexes ON ddl_command_start WHEN TAG IN ('CREATE INDEX')"
            + " EXECUTE FUNCTION await_adding()");
    target.table(table("many").build(), rows(StagedRows.MANY, n -> row("" + n, NOTE)));

    // when
    List<Checksum> sums;
    try (DatabaseDestination destination = target.open()) {
      destination.prepare();
      sums = target.load(destination);
    }

    // then
    assertThat(sums).isEqualTo(target.expected());
  }

  @Test
  @DisplayName("is read as the target changed it")
  void changed() {
    // given: somebody who changes the last row as it comes
    target.database.run(
        """
        CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.note := 'changed';
          RETURN NEW;
        END $$
        """,
        """
        CREATE FUNCTION add_trigger() RETURNS event_trigger LANGUAGE plpgsql AS $$
        DECLARE made text;
        BEGIN
          FOR made IN SELECT object_identity FROM pg_event_trigger_ddl_commands()
              WHERE object_type = 'table' LOOP
            EXECUTE 'CREATE TRIGGER change BEFORE INSERT ON ' || made || ' FOR EACH ROW'
              || ' WHEN (NEW.id = 99999) EXECUTE FUNCTION public.change()';
          END LOOP;
        END $$
        """,
        "CREATE EVENT TRIGGER tables ON ddl_command_end WHEN TAG IN ('CREATE TABLE')"
            + " EXECUTE FUNCTION add_trigger()");
    TargetSpec changed = new TargetSpec();
    changed.table(table("many").build(), rows(StagedRows.MANY, n -> row("" + n, note(n))));
    target.table(table("many").build(), rows(StagedRows.MANY, n -> row("" + n, NOTE)));

    // when
    List<Checksum> sums;
    try (DatabaseDestination destination = target.open()) {
      destination.prepare();
      sums = target.load(destination);
    }

    // then
    assertThat(sums).isEqualTo(changed.expected()).isNotEqualTo(target.expected());
  }

  private static String note(long n) {
    return n == StagedRows.MANY - 1 ? "changed" : NOTE;
  }

  @Test
  @DisplayName("is named when its key cannot be made, and leaves nothing behind")
  void duplicates() {
    // given
    target.table(table("few").build(), rows(FEW, n -> row("" + n / 2, LONG_NOTE)));
    List<String> before = target.database.inventory();

    // when, then
    assertThatThrownBy(target::restore)
        .isInstanceOf(TargetFailedException.class)
        .hasMessageMatching(
            "the restore of primary key few_pkey of public.few into "
                + target.database.place()
                + " failed: could not create unique index \"few_pkey\" \\(Key \\(id\\)=\\(\\d+\\)"
                + " is duplicated.\\)");
    assertThat(target.database.inventory()).isEqualTo(before);
  }

  @Test
  @DisplayName("is added up after its indexes are made where there is no other connection")
  void oneConnection() {
    // given: one connection for control, and one for the table
    DatabaseUrl url = target.database.url();
    target.database.run(
        "DROP ROLE IF EXISTS guest",
        "CREATE ROLE guest LOGIN CONNECTION LIMIT 2",
        "GRANT CREATE ON DATABASE " + url.database() + " TO guest",
        "GRANT ALL ON SCHEMA public TO guest");
    DatabaseUrl guest =
        new DatabaseUrl(
            url.host(), url.port(), url.database(), "guest", url.password(), url.parameters());
    target.table(table("few").build(), rows(FEW, n -> row("" + n, LONG_NOTE)));

    // when
    List<Checksum> sums;
    try (DatabaseDestination destination =
        DatabaseDestination.open(guest, target.tables(), ExistingTables.REFUSE, "90e57")) {
      destination.prepare();
      sums = target.load(destination);
    }

    // then
    assertThat(sums).isEqualTo(target.expected());
  }

  @Test
  @DisplayName("is refused when its values are others as text than in binary")
  void anotherType() {
    // given: a type that prints other characters than it sends
    target.database.run(
        "CREATE TYPE mood",
        "CREATE FUNCTION mood_in(cstring) RETURNS mood AS 'textin' LANGUAGE internal IMMUTABLE STRICT",
        "CREATE FUNCTION mood_out(mood) RETURNS cstring AS 'byteaout' LANGUAGE internal IMMUTABLE STRICT",
        "CREATE FUNCTION mood_recv(internal) RETURNS mood AS 'textrecv' LANGUAGE internal IMMUTABLE STRICT",
        "CREATE FUNCTION mood_send(mood) RETURNS bytea AS 'textsend' LANGUAGE internal IMMUTABLE STRICT",
        "CREATE TYPE mood (INPUT = mood_in, OUTPUT = mood_out, RECEIVE = mood_recv,"
            + " SEND = mood_send)");
    TableDefinition moods = table("moods").column("mood", "public.mood", ValueKind.TEXT).build();
    target.table(moods, rows(StagedRows.MANY, n -> row("" + n, NOTE, "ok")));

    // when, then
    assertThatThrownBy(target::restore)
        .isInstanceOf(LoadedDataDiffersException.class)
        .hasMessageMatching(
            "the target has some rows of public.moods as text that it has otherwise in binary"
                + " \\(checksum [0-9a-f]{16} instead of [0-9a-f]{16}\\)");
  }

  private static Definitions table(String name) {
    return Definitions.table("public." + name)
        .column("id", "integer", ValueKind.INT32)
        .column("note", "text", ValueKind.TEXT);
  }

  private static @Nullable String[][] rows(long count, LongFunction<@Nullable String[]> row) {
    return LongStream.range(0, count).mapToObj(row).toArray(String[][]::new);
  }
}
