package dev.tidemark.acceptance.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The home that most specs of this JVM share, with {@code start} running in it; it starts with the
 * first that asks.
 *
 * <p>JUnit finds it by itself, and after each class of specs what that left there is dropped,
 * unless it is kept for others of its package, until a class of another one begins: a collection
 * that captures on costs all specs that come after.
 */
public final class SharedHome implements BeforeAllCallback, AfterAllCallback {

  /** The package whose specs want a collection, by its name. */
  private static final Map<String, String> KEPT = new HashMap<>();

  private static @Nullable Home home;

  static synchronized Home get() {
    if (home == null) {
      home = create();
    }
    return home;
  }

  /** A collection of this name is for more than one class of specs of a package. */
  public static synchronized void keep(String collection, String packageName) {
    KEPT.put(collection, packageName);
  }

  /** Whether it is still there. */
  public static synchronized boolean isKept(String collection) {
    return KEPT.containsKey(collection);
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
  public void beforeAll(ExtensionContext context) {
    if (letGo(context.getRequiredTestClass().getPackageName())) {
      dropUnlessKept();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    dropUnlessKept();
  }

  /** Keeps no more what is not of this package; answers whether there was anything. */
  private static synchronized boolean letGo(String packageName) {
    return KEPT.values().removeIf(wanted -> !wanted.equals(packageName));
  }

  private static void dropUnlessKept() {
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

  private static synchronized @Nullable Home ifUsed() {
    return home;
  }
}
