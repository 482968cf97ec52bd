package dev.tidemark.app.demo;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.operation.ReadTimeline;
import dev.tidemark.app.output.Text;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks through the timeline for the transaction that did the damage. */
final class Culprit {

  private static final int AROUND = 2;
  private static final int MANY = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Narrator narrator;

  Culprit(Narrator narrator) {
    this.narrator = narrator;
  }

  TransactionId find(Home home, CollectionName name) {
    narrator.step(
        "The search",
        "The timeline lists every transaction with what it did to each table: + inserted, ~ updated,"
            + " - deleted. One that updates every order at once stands out.");
    narrator.command("tidemark timeline shop --home DIR --table public.orders");
    List<Commit> commits = commits(home, name);
    int at = firstMassUpdate(commits).orElseThrow(Culprit::notFound);
    for (int n = Math.max(0, at - AROUND); n <= Math.min(commits.size() - 1, at + AROUND); n++) {
      narrator.fact(line(commits.get(n)) + (n == at ? "   <-- this one" : ""));
    }
    return commits.get(at).transaction();
  }

  /** Capture is a moment behind the shop: the timeline is read again until it shows the damage. */
  private static List<Commit> commits(Home home, CollectionName name) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Commit> commits = read(home, name);
    while (firstMassUpdate(commits).isEmpty() && System.nanoTime() < deadline) {
      commits = read(home, name);
    }
    return commits;
  }

  private static List<Commit> read(Home home, CollectionName name) {
    List<Commit> commits = new ArrayList<>();
    new ReadTimeline(home)
        .run(
            name,
            entry -> {
              if (entry instanceof Commit commit && ofOrders(commit).findAny().isPresent()) {
                commits.add(commit);
              }
            });
    return commits;
  }

  private static Stream<TableChanges> ofOrders(Commit commit) {
    return commit.tables().stream().filter(changes -> changes.table().equals(Shop.ORDERS));
  }

  private static Optional<Integer> firstMassUpdate(List<Commit> commits) {
    for (int n = 0; n < commits.size(); n++) {
      if (ofOrders(commits.get(n)).anyMatch(changes -> changes.updates() > MANY)) {
        return Optional.of(n);
      }
    }
    return Optional.empty();
  }

  private static String line(Commit commit) {
    return commit.sequence()
        + "  "
        + Text.time(commit.time(), ZoneOffset.UTC)
        + "  transaction "
        + commit.transaction()
        + "  "
        + ofOrders(commit).map(Culprit::changes).collect(Collectors.joining(", "));
  }

  private static String changes(TableChanges changes) {
    return changes.table()
        + (changes.inserts() > 0 ? " +" + changes.inserts() : "")
        + (changes.updates() > 0 ? " ~" + changes.updates() : "")
        + (changes.deletes() > 0 ? " -" + changes.deletes() : "");
  }

  private static DemoException notFound() {
    return new DemoException(
        "the accident did not appear on the timeline within " + PATIENCE.toSeconds() + " s",
        new IllegalStateException("no transaction with so many updates"));
  }
}
