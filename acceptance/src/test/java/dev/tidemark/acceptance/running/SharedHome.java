package dev.tidemark.acceptance.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The home that most specs of this JVM share, with {@code start} running in it; it starts with the
 * first that asks.
 *
 * <p>JUnit finds it by itself, and after each class of specs what that left there is dropped,
 * unless it is kept for others: a collection that captures on costs all specs that come after.
 */
public final class SharedHome implements AfterAllCallback {

  private static final Set<String> KEPT = new HashSet<>();
  private static @Nullable Home home;

  static synchronized Home get() {
    if (home == null) {
      home = create();
    }
    return home;
  }

  /** A collection of this name is for more than one class of specs. */
  public static synchronized void keep(String collection) {
    KEPT.add(collection);
  }

  /** One process for most specs: the heap is the one promised for everything. */
  private static Home create() {
    try {
      Home home = Home.in(Files.createTempDirectory("tidemark-home-"));
      Started started = home.start(Home.SHORT_LIFE.toArray(String[]::new));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Home used = ifUsed();
    if (used != null) {
      for (JsonNode collection : used.run("show", "--json").json().path("collections")) {
        String name = collection.path("name").asText();
        if (!isKept(name)) {
          used.run("drop", name, "--delete-backups", "--force").succeeded();
        }
      }
    }
  }

  private static synchronized boolean isKept(String collection) {
    return KEPT.contains(collection);
  }

  private static synchronized @Nullable Home ifUsed() {
    return home;
  }
}
