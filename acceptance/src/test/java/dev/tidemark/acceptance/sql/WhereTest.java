package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A restore with WHERE keeps the rows that PostgreSQL itself would have selected. */
@TestInstance(Lifecycle.PER_CLASS)
class WhereTest {

  private final Sql sql = new Sql(Home.shared());
  private Database source;
  private Database target;

  @BeforeAll
  void rows_of_many_kinds() {
    source = Database.create(Servers.source(), "filtered");
    target = Database.create(Servers.source(), "filtered_target");
    source.execute(
        "CREATE TYPE mood AS ENUM ('sad', 'so so', 'happy')",
        """
        CREATE TABLE kinds (id int PRIMARY KEY, small smallint, big bigint, price numeric, ratio float8,
            little real, note text COLLATE "C", code char(6), paid boolean, day date, hour time,
            local timestamp, made timestamptz, key uuid, mood mood, doc jsonb)
        """,
        """
        INSERT INTO kinds SELECT n, n % 7, n * 10000000000, n / 8.0, n / 3.0, n / 3.0,
            chr(60 + n % 60) || n, 'c' || n, n % 2 = 0, date '2026-01-01' + n,
            time '00:00' + n * interval '13 minutes', timestamp '2026-01-01' + n * interval '7 hours',
            timestamptz '2026-01-01 00:00+00' + n * interval '7 hours',
            ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid,
            (array['sad', 'so so', 'happy'])[1 + n % 3]::mood, '{}'
          FROM generate_series(1, 400) n
        """,
        "INSERT INTO kinds (id) VALUES (1001), (1002)",
        "INSERT INTO kinds (id, price, ratio, day, made) VALUES (1003, 'NaN', 'NaN', 'infinity',"
            + " '-infinity'), (1004, '1e40', '-Infinity', '4713-01-01 BC', 'infinity')");
    sql.done("CREATE BACKUP COLLECTION filtered (SCHEMA public) FROM '%s'".formatted(source.url()));
    new BackupCollection(Home.shared(), "filtered").awaitStreaming();
    sql.done("BACKUP filtered");
  }

  @Test
  void every_kind_of_comparison_keeps_what_the_source_selects() {
    for (String condition :
        new String[] {
          "id = 7",
          "id <> 7 AND small >= 3",
          "big > 2000000000000 OR big IS NULL",
          "NOT (small = 1)",
          "price BETWEEN 3 AND 4.25",
          "price > 1000",
          "price = 'NaN'",
          "ratio < 1.5",
          "ratio = '-Infinity'",
          "little = '0.33333334'",
          "note >= 'a' AND note < 'f'",
          "note LIKE '%1_' AND note NOT LIKE 'a%'",
          "code = 'c12'",
          "code IN ('c1', 'c2   ', 'c400')",
          "paid = TRUE",
          "NOT paid = TRUE",
          "day > '2026-11-01'",
          "day = 'infinity' OR day < '0001-01-01'",
          "hour BETWEEN '13:00' AND '14:30:00.5'",
          "local < '2026-01-20 12:00:00'",
          "made <= '2026-02-01T00:00:00+01:00'",
          "made = '-infinity'",
          "key = '00000000-0000-0000-0000-000000000123'",
          "mood > 'sad'",
          "mood IN ('sad', 'happy') AND id NOT IN (3, 6, -9)",
          "doc IS NOT NULL AND note IS NOT NULL AND id < 10"
        }) {
      assertKeeps(condition);
    }
  }

  private void assertKeeps(String condition) {
    String all = "SELECT * FROM %s WHERE %s ORDER BY id";
    sql.done(
        "RESTORE filtered WHERE %s INTO '%s' SCHEMA kept WITH (REPLACE = TRUE)"
            .formatted(condition, target.url()));

    assertThat(target.copy(all.formatted("kept.kinds", "true")))
        .as(condition)
        .isNotEmpty()
        .isEqualTo(source.copy(all.formatted("kinds", condition)));
  }
}
