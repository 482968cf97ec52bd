package dev.tidemark.capture.publish;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Kafka's own ids of a collection's topics, kept in the log: a topic that was deleted and made
 * again has another one.
 *
 * @param ids by the topic's name
 */
record TopicIds(SortedMap<String, String> ids) {

  /** Among the keys of the topic that they are kept in, no table's. */
  static final String KEY = "topics";

  static final TopicIds NONE = new TopicIds(new TreeMap<>());

  TopicIds {
    ids = new TreeMap<>(ids);
  }

  static TopicIds of(Map<String, String> ids) {
    return new TopicIds(new TreeMap<>(ids));
  }

  /** From lines of a name and an id. */
  static TopicIds read(String text) {
    SortedMap<String, String> ids = new TreeMap<>();
    text.lines()
        .map(line -> line.split(" ", 2))
        .filter(words -> words.length == 2)
        .forEach(words -> ids.put(words[0], words[1]));
    return new TopicIds(ids);
  }

  byte[] written() {
    return ids.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A topic of these that is there and is another one, or was asked for and is not there. */
  Optional<String> replaced(TopicIds there) {
    return ids.keySet().stream().filter(name -> isReplaced(name, there)).findFirst();
  }

  boolean isReplaced(String name, TopicIds there) {
    String id = ids.get(name);
    return id != null && !id.equals(there.ids.get(name));
  }

  /** Those of some topics. */
  TopicIds of(Set<String> names) {
    SortedMap<String, String> some = new TreeMap<>(ids);
    some.keySet().retainAll(names);
    return new TopicIds(some);
  }

  Set<String> names() {
    return Set.copyOf(ids.keySet());
  }
}
