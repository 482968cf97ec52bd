package dev.tidemark.benchmarks.suite;

/** A table of five columns and about 150 bytes a row, and what is done to it. */
final class BigTable {

  static final String NAME = "public.big";

  private static final String CREATE =
      "CREATE TABLE big (id bigint, account int, amount numeric(12,2), at timestamptz, note text)";

  private BigTable() {}

  /** The table with so many rows and its primary key. */
  static String[] filled(long rows) {
    return new String[] {
      CREATE,
      """
      INSERT INTO big
      SELECT n, n %% 100000, n / 100.0, timestamptz '2026-01-01' + n * interval '1 s',
             md5(n::text) || md5((n + 1)::text) || md5((n + 2)::text)
      FROM generate_series(1, %d) n
      """
          .formatted(rows),
      "ALTER TABLE big ADD PRIMARY KEY (id)",
      "VACUUM ANALYZE big"
    };
  }

  static String empty() {
    return CREATE;
  }

  /** Changes every n-th row once, in transactions of about a thousand rows. */
  static String updated(long rows, int every, int remainder) {
    return """
        DO $$
        BEGIN
          FOR i IN 0 .. %d LOOP
            UPDATE big SET amount = amount + 1
            WHERE id > i * 1000 * %d AND id <= (i + 1) * 1000 * %d AND id %% %d = %d;
            COMMIT;
          END LOOP;
        END $$
        """
        .formatted(rows / (1000L * every), every, every, every, remainder);
  }

  /** What two tables must agree on to be called the same, without reading either twice. */
  static String digest(String table) {
    return "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM " + table + " t";
  }
}
