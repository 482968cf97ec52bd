package dev.tidemark.benchmarks.suite;

/** A table of five columns and about 150 bytes a row, and what is done to it. */
final class BigTable {

  static final String NAME = "public.big";

  private static final int PER_TRANSACTION = 1_000;

  /**
   * Changes go through the table in steps of so many rows, so that what follows each other lies
   * nowhere near each other. A prime: as long as the number of rows is no multiple of it, every row
   * is changed before one is changed again.
   */
  private static final int STEP = 7_919;

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
      "VACUUM ANALYZE big",
      "CHECKPOINT"
    };
  }

  static String empty() {
    return CREATE;
  }

  /**
   * Changes rows in transactions of a thousand.
   *
   * @param rows of the table
   * @param after how many changes there were before
   * @param changes a multiple of a thousand
   */
  static String updated(long rows, long after, long changes) {
    return """
        DO $$
        BEGIN
          FOR i IN 0 .. %d LOOP
            UPDATE big SET amount = amount + 1
            FROM generate_series(%d::bigint + i * %d, %d::bigint + (i + 1) * %d - 1) n
            WHERE id = 1 + (n * %d) %% %d;
            COMMIT;
          END LOOP;
        END $$
        """
        .formatted(
            changes / PER_TRANSACTION - 1,
            after,
            PER_TRANSACTION,
            after,
            PER_TRANSACTION,
            STEP,
            rows);
  }

  /** What two tables must agree on to be called the same, without reading either twice. */
  static String digest(String table) {
    return "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM " + table + " t";
  }
}
