package dev.tidemark.app.cli;

import dev.tidemark.app.operation.DropCollection.Backups;
import dev.tidemark.app.operation.DropCollection.Dropped;
import dev.tidemark.app.operation.DropCollection.LeftInSource;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import dev.tidemark.app.output.Text;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.schemas.change.CollectionName;
import java.util.Optional;

/** What a drop says it did. */
final class DropOutput {

  private final Console console;

  DropOutput(Console console) {
    this.console = console;
  }

  void print(CollectionName name, Backups backups, Dropped dropped) {
    console.say(
        backups == Backups.DELETE
            ? "collection " + name + " and its backups are gone"
            : "collection " + name + " is dropped; " + kept(dropped));
    dropped.left().ifPresent(this::print);
  }

  private String kept(Dropped dropped) {
    Optional<Boundary> reach = dropped.reach();
    if (reach.isEmpty()) {
      return "no backup of it can be restored";
    }
    return "its backups stay in "
        + dropped.storage()
        + ", up to "
        + Text.time(reach.get().time(), MachineZone.of(console.environment()))
        + " (sequence "
        + reach.get().sequence()
        + ")";
  }

  /** Nobody else will tell: the slot keeps the source's log for a capture that never comes. */
  private void print(LeftInSource left) {
    console.say(
        "left in "
            + left.place()
            + ", where its log grows until they are removed: replication slot "
            + left.name()
            + " and publication "
            + left.name());
    console.say("when it answers again, run there:");
    console.say("  SELECT pg_drop_replication_slot('" + left.name() + "');");
    console.say("  DROP PUBLICATION " + left.name() + ";");
  }
}
