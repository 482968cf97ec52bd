package dev.tidemark.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Takes values out of a set of keys, and gathers what is wrong instead of stopping at the first.
 */
final class Settings {

  private final Map<String, String> left;
  private final List<String> errors = new ArrayList<>();

  Settings(Map<String, String> values) {
    left = new HashMap<>(values);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(left.remove(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  <T> T parsed(String key, T absent, Function<String, T> parse) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      return parse.apply(text.get());
    } catch (IllegalArgumentException e) {
      errors.add(key + ": " + e.getMessage());
      return absent;
    }
  }

  /** All keys under a prefix, without it. */
  Map<String, String> under(String prefix) {
    Map<String, String> found = new HashMap<>();
    for (String key : new TreeSet<>(left.keySet())) {
      if (key.startsWith(prefix) && key.length() > prefix.length()) {
        found.put(key.substring(prefix.length()), text(key).orElse(""));
      }
    }
    return found;
  }

  void error(String error) {
    errors.add(error);
  }

  /** Everything that was wrong, and every key that nobody asked for. */
  List<String> errors() {
    List<String> all = new ArrayList<>(errors);
    for (String key : new TreeSet<>(left.keySet())) {
      all.add(key + ": there is no such key");
    }
    return all;
  }
}
