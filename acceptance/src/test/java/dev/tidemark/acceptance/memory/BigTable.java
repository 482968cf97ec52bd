package dev.tidemark.acceptance.memory;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;

/** A table with rows as they are in many: keys, numbers, times and a text. */
record BigTable(Database database) {

  static final TableId NAME = new TableId("public", "measurements");

  static BigTable create(Database database, int rows) {
    database.execute(
        "CREATE TABLE public.measurements (id bigint PRIMARY KEY, sensor integer NOT NULL,"
            + " amount numeric(12,2), taken timestamptz, remark text)",
        insert(1, rows));
    return new BigTable(database);
  }

  /**
   * Makes so many changes in one transaction: a quarter of them inserts, a quarter deletes, the
   * others updates.
   */
  BigTable change(int changes) {
    int quarter = changes / 4;
    database.execute(
        "DO $$ DECLARE top bigint := (SELECT max(id) FROM public.measurements); BEGIN"
            + " UPDATE public.measurements SET amount = amount + 1, remark = remark || ' again'"
            + " WHERE id <= "
            + 2 * quarter
            + "; DELETE FROM public.measurements WHERE id > top - "
            + quarter
            + "; "
            + insert("top + 1", "top + " + quarter)
            + "; END $$");
    return this;
  }

  /** The same for the same rows only: their number, and the sum of a hash of each as text. */
  String digest() {
    return database
        .query(
            "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(m::text, 0)::numeric), 0)"
                + " FROM public.measurements m")
        .get(0);
  }

  private static String insert(Object from, Object to) {
    return "INSERT INTO public.measurements SELECT n, n % 1000, n * 0.01,"
        + " timestamptz '2026-01-01' + n * interval '1 second', 'measured by ' || md5(n::text)"
        + " FROM generate_series("
        + from
        + ", "
        + to
        + ") n";
  }
}
