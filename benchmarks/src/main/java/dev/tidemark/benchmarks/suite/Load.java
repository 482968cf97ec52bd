package dev.tidemark.benchmarks.suite;

/** What is committed while nobody captures. */
enum Load {
  INSERTS("inserts, 100 a transaction", 100, "events_insert"),
  UPDATES("updates, 100 a transaction", 100, "events_update"),
  TINY("updates, 1 a transaction", 1, "events_update");

  /** Rows that are there before an update can be. */
  static final int ROWS_BEFORE = 100_000;

  private final String title;
  private final int perTransaction;
  private final String procedure;

  Load(String title, int perTransaction, String procedure) {
    this.title = title;
    this.perTransaction = perTransaction;
    this.procedure = procedure;
  }

  String title() {
    return title;
  }

  /** Commits so many changes between the two rows of {@code mark}. */
  String[] statements(long changes) {
    return new String[] {
      "SET synchronous_commit = off",
      "INSERT INTO mark VALUES (1)",
      "CALL " + procedure + "(" + changes + ", " + perTransaction + ")",
      "INSERT INTO mark VALUES (2)"
    };
  }

  /** Tables and procedures. A row has five columns and about 150 bytes. */
  static String[] schema() {
    return new String[] {
      """
      CREATE TABLE events (
        id bigint PRIMARY KEY, account int, amount numeric(12,2), at timestamptz, note text)
      """,
      "CREATE TABLE mark (id int PRIMARY KEY)",
      """
      INSERT INTO events
      SELECT -n, n %% 1000, n / 100.0, now(), repeat(md5(n::text), 3)
      FROM generate_series(1, %d) n
      """
          .formatted(ROWS_BEFORE),
      """
      CREATE PROCEDURE events_insert(changes bigint, per bigint) LANGUAGE plpgsql AS $$
      BEGIN
        FOR i IN 0 .. changes / per - 1 LOOP
          INSERT INTO events
          SELECT i * per + n, n % 1000, n / 100.0, clock_timestamp(), repeat(md5((i * per + n)::text), 3)
          FROM generate_series(1, per) n;
          COMMIT;
        END LOOP;
      END $$
      """,
      """
      CREATE PROCEDURE events_update(changes bigint, per bigint) LANGUAGE plpgsql AS $$
      DECLARE k bigint;
      BEGIN
        FOR i IN 0 .. changes / per - 1 LOOP
          k := (i * per) %% %d;
          UPDATE events SET amount = amount + 1, at = clock_timestamp()
          WHERE id BETWEEN -k - per AND -k - 1;
          COMMIT;
        END LOOP;
      END $$
      """
          .formatted(ROWS_BEFORE)
    };
  }
}
