package dev.tidemark.benchmarks.suite;

import java.util.List;

/** What is committed while nobody captures. */
enum Load {
  INSERTS("inserts, 100 a transaction", 100, "events_insert", 0.40),
  UPDATES("updates, 100 a transaction", 100, "events_update", 0.35),
  TINY("updates, 1 a transaction", 1, "events_update", 0.35);

  static final List<String> TABLES = List.of("public.events", "public.mark");
  static final String EVENTS = "public.events";
  static final String MARK = "public.mark";

  /** Rows that are there before an update can be. */
  private static final int ROWS_BEFORE = 100_000;

  private static final String NEXT_MARK =
      "INSERT INTO mark SELECT coalesce(max(id), 0) + 1 FROM mark";

  private final String title;
  private final int perTransaction;
  private final String procedure;
  private final double shareOfLimit;

  Load(String title, int perTransaction, String procedure, double shareOfLimit) {
    this.title = title;
    this.perTransaction = perTransaction;
    this.procedure = procedure;
    this.shareOfLimit = shareOfLimit;
  }

  String title() {
    return title;
  }

  /** What of the rate of the limit is the goal. */
  double shareOfLimit() {
    return shareOfLimit;
  }

  /**
   * Commits some changes for contestants to get warm on, a row of {@code mark}, the changes that
   * are measured, and another row of {@code mark}.
   *
   * @param after how many changes of this kind there were before
   */
  String[] statements(long after, long warmUp, long changes) {
    return new String[] {
      "SET synchronous_commit = off",
      call(after, warmUp),
      NEXT_MARK,
      call(after + warmUp, changes),
      // So that all of it is in the log when the last statement is answered.
      "SET synchronous_commit = on",
      NEXT_MARK
    };
  }

  private String call(long after, long changes) {
    return "CALL %s(%d, %d, %d)".formatted(procedure, after, changes, perTransaction);
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
      CREATE PROCEDURE events_insert(after bigint, changes bigint, per bigint)
      LANGUAGE plpgsql AS $$
      BEGIN
        FOR i IN 0 .. changes / per - 1 LOOP
          INSERT INTO events
          SELECT after + i * per + n, n % 1000, n / 100.0, clock_timestamp(),
                 repeat(md5((i * per + n)::text), 3)
          FROM generate_series(1, per) n;
          COMMIT;
        END LOOP;
      END $$
      """,
      """
      CREATE PROCEDURE events_update(after bigint, changes bigint, per bigint)
      LANGUAGE plpgsql AS $$
      DECLARE k bigint;
      BEGIN
        FOR i IN 0 .. changes / per - 1 LOOP
          k := (after + i * per) %% %d;
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
