package dev.tidemark.acceptance.workload;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Work in bulk: COPY and multi-row statements, whose rows share a place in the log, on three tables
 * of their own.
 */
public final class Batches {

  private static final List<TableId> TABLES =
      List.of(
          new TableId("public", "ledger"),
          new TableId("public", "stock"),
          new TableId("public", "notes"));

  private final Random random;
  private final int mostCopied;
  private long nextEntry;

  /**
   * @param mostCopied how many rows the largest COPY has
   * @param firstEntry no row of the ledger has a number so high yet
   */
  public Batches(Random random, int mostCopied, long firstEntry) {
    this.random = random;
    this.mostCopied = mostCopied;
    this.nextEntry = firstEntry;
  }

  public static List<TableId> tables() {
    return TABLES;
  }

  public static void createTables(Database database, int rows) {
    database.execute(
        "CREATE TABLE public.ledger (id bigint PRIMARY KEY, account integer, amount numeric(12,2), memo text)",
        "CREATE TABLE public.stock (shop integer, item integer, quantity integer, PRIMARY KEY (shop, item))",
        "CREATE TABLE public.notes (id uuid PRIMARY KEY, revision integer, body text)",
        "INSERT INTO public.ledger SELECT n, n % 100, n * 0.01, 'before ' || n FROM generate_series(1, "
            + rows
            + ") n",
        "INSERT INTO public.stock SELECT n / 100, n % 100, n FROM generate_series(0, 999) n",
        // Random digits do not compress: these bodies are stored out of line.
        "INSERT INTO public.notes SELECT gen_random_uuid(), 0, (SELECT string_agg(md5(random()::text || n || m), '')"
            + " FROM generate_series(1, 300) m) FROM generate_series(1, 50) n");
  }

  /** One statement of a transaction, by chance. */
  public void step(Connection connection, Statement statement) throws SQLException {
    switch (random.nextInt(6)) {
      case 0 -> copy(connection, random.nextInt(40) == 0 ? mostCopied : 1 + random.nextInt(150));
      case 1 -> statement.execute(multiRowInsert(1 + random.nextInt(100)));
      case 2 ->
          statement.execute(
              "UPDATE stock SET quantity = quantity + 1 WHERE shop = " + random.nextInt(10));
      case 3 ->
          statement.execute(
              "UPDATE notes SET revision = revision + 1 WHERE id IN (SELECT id FROM notes ORDER BY id LIMIT 5 OFFSET "
                  + random.nextInt(40)
                  + ")");
      case 4 ->
          statement.execute(
              "UPDATE ledger SET id = -id, memo = 'moved' WHERE id IN (SELECT id FROM ledger WHERE id > 0 LIMIT 3)");
      default ->
          statement.execute(
              "DELETE FROM ledger WHERE id IN (SELECT id FROM ledger WHERE id > 1000 LIMIT "
                  + random.nextInt(60)
                  + ")");
    }
  }

  private void copy(Connection connection, int rows) throws SQLException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      lines.add(
          nextEntry++ + "\t" + random.nextInt(100) + "\t" + random.nextInt(1_000) + "\tcopied");
    }
    Database.copyIn(connection, "public.ledger", lines);
  }

  private String multiRowInsert(int rows) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add("(" + nextEntry++ + ", 1, 0.5, 'inserted')");
    }
    return "INSERT INTO ledger VALUES " + String.join(", ", values);
  }
}
