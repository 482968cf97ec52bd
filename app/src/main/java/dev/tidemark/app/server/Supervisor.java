package dev.tidemark.app.server;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.Deployment;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one capture running for every collection of the home: no more, no fewer. */
final class Supervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private final Deployment deployment;
  private final Home home;
  private final Map<CollectionName, CapturedCollection> captured = new HashMap<>();

  /** Whether the last round could read what every collection is. */
  private boolean allRead = true;

  Supervisor(Deployment deployment) {
    this.deployment = deployment;
    this.home = deployment.home();
  }

  /** Begins and ends captures until they are what the home says, and tells how each is. */
  void round() {
    List<ProtectedTables> wanted = wanted();
    for (CollectionName name : List.copyOf(captured.keySet())) {
      if (wanted.stream().noneMatch(collection -> collection.name().equals(name))) {
        end(name);
      }
    }
    for (ProtectedTables collection : wanted) {
      CapturedCollection running = captured.get(collection.name());
      if (running != null && running.mustBeginAgain(deployment.capture(collection).afterGap())) {
        end(collection.name());
      }
      captured
          .computeIfAbsent(
              collection.name(), name -> new CapturedCollection(deployment, collection))
          .update(collection);
    }
    captured.values().forEach(CapturedCollection::tell);
  }

  /** Every collection of the home captures, or waits for a person's decision on a gap. */
  boolean isSettled() {
    return allRead && captured.values().stream().allMatch(CapturedCollection::isSettled);
  }

  /** How many collections there are. */
  int count() {
    return captured.size();
  }

  private List<ProtectedTables> wanted() {
    List<ProtectedTables> wanted = new ArrayList<>();
    allRead = true;
    for (CollectionName name : home.collections().names()) {
      try {
        home.collections().find(name).filter(each -> !each.dropping()).ifPresent(wanted::add);
      } catch (ProblemException e) {
        // One damaged file must not end its own capture if it runs, nor hinder the others.
        LOG.warn("{} {}", e.getMessage(), e.hint());
        allRead = false;
        CapturedCollection running = captured.get(name);
        if (running != null) {
          wanted.add(running.collection());
        }
      }
    }
    return wanted;
  }

  private void end(CollectionName name) {
    CapturedCollection gone = captured.remove(name);
    if (gone != null) {
      gone.close();
    }
  }

  /** Ends all captures, at once rather than one after the other: a stop has ten seconds. */
  @Override
  public void close() {
    captured.values().parallelStream().forEach(CapturedCollection::close);
    captured.clear();
  }
}
