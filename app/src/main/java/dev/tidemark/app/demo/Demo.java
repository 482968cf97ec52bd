package dev.tidemark.app.demo;

import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.CreateCollection;
import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.operation.RestoreCollection;
import dev.tidemark.app.operation.RestoreOrder;
import dev.tidemark.app.operation.TakeBackup;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.plan.RestorePoint.AtTransaction;
import dev.tidemark.compactor.backup.BackupResult;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.TableChoice;
import dev.tidemark.restorer.Target;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TransactionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A shop loses its data and gets it back: a database, its protection, three backups, a ruinous
 * statement, the search for it, a restore to just before it, and the proof.
 */
public final class Demo {

  private static final CollectionName NAME = new CollectionName("shop");
  private static final String RESCUED = "rescued";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Narrator narrator;
  private final Clock clock;

  public Demo(Narrator narrator, Clock clock) {
    this.narrator = narrator;
    this.clock = clock;
  }

  /** Whether everything came back as it was. */
  public boolean run() {
    Instant begun = Instant.now(clock);
    try (Stage stage = Stage.set(clock)) {
      Shop shop = open(stage);
      protect(stage, shop);
      trade(stage, shop);
      Snapshot before = ruin(shop);
      TransactionId culprit = new Culprit(narrator).find(stage.home(), NAME);
      rescue(stage, shop, culprit);
      boolean same = compare(shop, before);
      narrator.end(same, Duration.between(begun, Instant.now(clock)));
      return same;
    }
  }

  private Shop open(Stage stage) {
    narrator.step(
        "A database",
        "A PostgreSQL server starts on this machine, with a small shop in it. All of this demo lives"
            + " in a temporary directory and is gone at its end.");
    Shop shop = Shop.open(stage.database());
    narrator.fact(shop.describe());
    return shop;
  }

  private void protect(Stage stage, Shop shop) {
    narrator.step(
        "Protection",
        "Tidemark's server starts, with a Kafka broker inside, and the shop's tables are put under"
            + " protection. From now on every commit is captured as it happens.");
    narrator.command("tidemark start --home DIR");
    stage.startServer();
    narrator.command(
        "tidemark create shop --home DIR --source postgresql://… --table public.customers …");
    ProtectedTables collection =
        new ProtectedTables(
            NAME,
            stage.source(),
            Shop.TABLES,
            stage.home().defaultStorage(),
            Instant.now(clock),
            CollectionOptions.NONE,
            false);
    new CreateCollection(stage.home()).run(collection);
    narrator.fact(shop.describe() + " are being captured");
  }

  private void trade(Stage stage, Shop shop) {
    narrator.step(
        "Backups, while the shop trades",
        "First a full backup, then two incremental ones, which hold only what changed. The shop does"
            + " not notice: the backups are made of what was captured.");
    backup(stage.home(), BackupKind.FULL);
    narrator.fact(shop.trade(120));
    backup(stage.home(), BackupKind.INCREMENTAL);
    narrator.fact(shop.trade(80));
    backup(stage.home(), BackupKind.INCREMENTAL);
    narrator.fact(shop.trade(40) + ", in no backup yet");
  }

  private void backup(Home home, BackupKind kind) {
    narrator.command(
        "tidemark backup shop --home DIR" + (kind == BackupKind.FULL ? "" : " --incremental"));
    BackupResult result = new TakeBackup(home, clock, SILENT).run(NAME, kind, PATIENCE).result();
    if (result instanceof BackupResult.Taken taken) {
      for (Manifest backup : taken.backups()) {
        narrator.backup(backup);
      }
    }
  }

  private Snapshot ruin(Shop shop) {
    narrator.step(
        "The accident",
        "Somebody forgets a WHERE, and then \"cleans up\" what looks wrong. (The demo reads all tables"
            + " just before, for the comparison at the end. You could not have.)");
    Snapshot before = Snapshot.of(shop, Shop.SCHEMA);
    shop.ruin(narrator);
    narrator.fact(shop.trade(10) + " since: the shop trades on, and nobody has noticed");
    return before;
  }

  private void rescue(Stage stage, Shop shop, TransactionId culprit) {
    narrator.step(
        "The rescue",
        "The tables are rebuilt as they were just before that transaction, into a schema of their own"
            + " beside the ruined ones. What no backup had yet is backed up first, by itself.");
    narrator.command(
        "tidemark restore shop --home DIR --transaction "
            + culprit
            + " --before --into postgresql://… --schema "
            + RESCUED);
    RestoreReport report =
        new RestoreCollection(stage.home(), clock, SILENT)
            .run(
                NAME,
                new RestoreOrder(
                    new AtTransaction(culprit, true),
                    new Target.DatabaseTarget(stage.source()),
                    new TableChoice(Set.of(), Optional.of(RESCUED)),
                    RestoreOptions.DEFAULT,
                    PATIENCE));
    narrator.restored(report);
    narrator.fact("the ruined tables are still there: " + shop.describeRuin());
  }

  private boolean compare(Shop shop, Snapshot before) {
    narrator.step(
        "The proof",
        "Every row of every rescued table is compared with what the demo had read just before the"
            + " accident.");
    Snapshot rescued = Snapshot.of(shop, RESCUED);
    Snapshot ruined = Snapshot.of(shop, Shop.SCHEMA);
    return new Comparison(before, ruined, rescued).print(narrator);
  }

  private static final Listener SILENT =
      new Listener() {
        @Override
        public void progress(String step, long done, long total) {}

        @Override
        public void note(String text) {}
      };
}
