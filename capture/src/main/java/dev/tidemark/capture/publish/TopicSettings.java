package dev.tidemark.capture.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and changes the settings of topics. */
final class TopicSettings {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSettings.class);

  private final Admin admin;
  private final Answers answers;

  TopicSettings(Admin admin, Answers answers) {
    this.admin = admin;
    this.answers = answers;
  }

  /** What limits these topics, on them or by the cluster's defaults; by their names. */
  List<LogLimit> limits(List<String> topics, Predicate<String> mayCompact) {
    List<LogLimit> limits = new ArrayList<>();
    current(topics)
        .forEach(
            (topic, settings) -> {
              Map<String, String> values = new HashMap<>();
              settings.forEach(entry -> values.put(entry.name(), entry.value()));
              limits.addAll(LogLimit.of(topic, values, mayCompact.test(topic)));
            });
    return limits;
  }

  /**
   * Gives topics that were there before the settings that nobody has chosen for them: one that a
   * broker made by itself, say, has the cluster's. What somebody set on a topic stays.
   */
  void unlimit(List<NewTopic> there) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    try {
      Map<String, Collection<ConfigEntry>> current =
          current(there.stream().map(NewTopic::name).toList());
      for (NewTopic topic : there) {
        List<AlterConfigOp> unset = unset(topic, current.getOrDefault(topic.name(), List.of()));
        if (!unset.isEmpty()) {
          changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), unset);
        }
      }
      if (!changes.isEmpty()) {
        answers.await("set up topics", admin.incrementalAlterConfigs(changes).all());
      }
    } catch (LogUnavailableException e) {
      // Who may not change them can write to them as they are; a limit is told while it is there.
      LOG.warn(
          "{}: topics that were there stay as they are: {}", answers.collection(), e.getMessage());
      LOG.debug("{}: what was in the way", answers.collection(), e);
    }
  }

  private static List<AlterConfigOp> unset(NewTopic topic, Collection<ConfigEntry> current) {
    List<AlterConfigOp> unset = new ArrayList<>();
    for (ConfigEntry entry : current) {
      String wanted = topic.configs().get(entry.name());
      if (wanted != null && entry.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        unset.add(
            new AlterConfigOp(new ConfigEntry(entry.name(), wanted), AlterConfigOp.OpType.SET));
      }
    }
    return unset;
  }

  /** What counts for each topic now; those that are gone are left out. */
  private SortedMap<String, Collection<ConfigEntry>> current(List<String> names) {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    SortedMap<String, Collection<ConfigEntry>> found = new TreeMap<>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (resource, settings) ->
                answers
                    .unless(UnknownTopicOrPartitionException.class, "describe topics", settings)
                    .ifPresent(config -> found.put(resource.name(), config.entries())));
    return found;
  }
}
