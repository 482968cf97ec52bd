package dev.tidemark.acceptance.unhappy;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A small table of its own under protection, in the shared home, to do harm to. */
record Protected(Database source, BackupCollection collection) {

  static final String TABLE = "public.orders";

  private static final AtomicInteger MADE = new AtomicInteger();

  /** With ten rows and no backup yet. */
  static Protected orders() {
    Database source = Database.create(Servers.source(), "harmed");
    source.execute(
        "CREATE TABLE orders (id int PRIMARY KEY, v text)",
        "INSERT INTO orders SELECT n, 'order ' || n FROM generate_series(1, 10) n");
    BackupCollection collection =
        BackupCollection.protect(
            Home.shared(),
            "harmed_" + MADE.incrementAndGet(),
            source,
            List.of(TableId.parse(TABLE)));
    return new Protected(source, collection);
  }

  /** With a full backup and an incremental for each of further changes. */
  static Protected withIncrementals(int count) {
    Protected orders = orders();
    orders.collection().backup();
    for (int i = 1; i <= count; i++) {
      orders.source().execute("INSERT INTO orders VALUES (" + (100 + i) + ", 'later')");
      orders.collection().incremental();
    }
    return orders;
  }

  Database emptyTarget() {
    return Database.create(Servers.source(), "harmed_target");
  }

  List<String> rows(Database database) {
    return database.copy("SELECT * FROM " + TABLE + " ORDER BY id");
  }

  String[] args(String... more) {
    String[] all = new String[more.length + 1];
    all[0] = collection.name();
    System.arraycopy(more, 0, all, 1, more.length);
    return all;
  }
}
