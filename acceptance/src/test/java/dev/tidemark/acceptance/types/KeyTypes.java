package dev.tidemark.acceptance.types;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.util.List;

/** A table whose key is made of many types, so that each of them orders and finds rows. */
final class KeyTypes {

  static final TableId TABLE = new TableId("public", "keyed");

  private static final String COLUMNS =
      "flag boolean, small smallint, number numeric, ratio double precision, day date, clock time,"
          + " at timestamp, moment timestamptz, name text COLLATE \"C\", code char(3), raw bytea,"
          + " id uuid, mood public.mood, span interval, address inet, bits bit varying,"
          + " reach int4range, list integer[], place public.place";

  private static final String KEYS =
      "flag, small, number, ratio, day, clock, at, moment, name, code, raw, id, mood, span,"
          + " address, bits, reach, list";

  private KeyTypes() {}

  static void create(Database database) {
    database.execute("CREATE TABLE public.keyed (" + COLUMNS + ", PRIMARY KEY (" + KEYS + "))");
  }

  static void fill(Database database) {
    insert(database, 1, 40);
  }

  /** New rows, and updates and deletes of rows that only their keys find. */
  static void change(Database database) {
    insert(database, 41, 60);
    database.execute(
        "UPDATE public.keyed SET place = ROW('new', small, moment) WHERE small % 3 = 0",
        "UPDATE public.keyed SET number = number + 0.00, day = 'infinity' WHERE small % 7 = 0",
        "DELETE FROM public.keyed WHERE small % 5 = 0");
  }

  static List<String> read(Database database) {
    return database.copy("SELECT * FROM public.keyed ORDER BY " + KEYS);
  }

  private static void insert(Database database, int from, int to) {
    database.execute(
        """
        INSERT INTO public.keyed SELECT n %% 2 = 0, n, n / 7.0, -n / 3.0,
          CASE n %% 4 WHEN 0 THEN '-infinity' ELSE DATE '2000-01-01' - n * 1000 END,
          TIME '00:00' + n * INTERVAL '1 min', TIMESTAMP '1999-12-31 23:59' + n * INTERVAL '1 year',
          CASE n %% 5 WHEN 0 THEN 'infinity' ELSE TIMESTAMPTZ '1960-01-01 00:00Z' + n * INTERVAL '1 year' END,
          repeat(chr(60 + n), n %% 3), chr(64 + n %% 26), decode(lpad(to_hex(n), 4, '0'), 'hex'),
          md5(n::text)::uuid, CASE n %% 2 WHEN 0 THEN 'sad' ELSE 'ä' END::public.mood,
          (n - 20) * INTERVAL '1 day', ('10.0.0.' || n || '/24')::inet, n::bit(7)::bit varying,
          int4range(n, n * 2), ARRAY[n, NULL, n], NULL
        FROM generate_series(%d, %d) n
        """
            .formatted(from, to));
  }
}
