package dev.tidemark.app.config;

import dev.tidemark.capture.Buffers;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a configuration file: a key and a value a line, {@code =} or {@code :} between them. */
public final class ConfigurationFile {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(KiB|MiB|GiB)");

  private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\]]+?)]?:(\\d{1,5})");

  private ConfigurationFile() {}

  /**
   * @throws ConfigurationException with every error in it
   */
  public static Configuration read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file, List.of("there is no such file"));
    } catch (MalformedInputException | IllegalArgumentException e) {
      throw new ConfigurationException(file, List.of("it is not UTF-8 text"));
    } catch (IOException e) {
      throw new ConfigurationException(file, List.of("it cannot be read: " + e));
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    Settings settings = new Settings(values);
    Configuration configuration = parse(settings);
    List<String> errors = settings.errors();
    if (!errors.isEmpty()) {
      throw new ConfigurationException(file, errors);
    }
    return configuration;
  }

  private static Configuration parse(Settings settings) {
    Configuration absent = Configuration.DEFAULT;
    Configuration configuration =
        new Configuration(
            settings.text("kafka.bootstrap-servers"),
            settings.under("kafka.client."),
            settings.parsed(
                "kafka.replication-factor", absent.replicationFactor(), text -> count(text, 100)),
            settings.parsed("partitions", absent.partitions(), text -> count(text, 1000)),
            settings.parsed("broker.flush-every", absent.flushEvery(), Durations::parse),
            settings.parsed("heartbeat", absent.heartbeat(), ConfigurationFile::heartbeat),
            buffers(settings, absent.buffers()),
            settings.parsed(
                "source-log-warning", absent.sourceLogWarning(), ConfigurationFile::limit),
            settings.parsed("backup-every", absent.backupEvery(), ConfigurationFile::interval),
            settings.parsed("full-every", absent.fullEvery(), ConfigurationFile::interval),
            settings.parsed("backup-memory", absent.backupMemory(), text -> size(text, 8)),
            settings.parsed("release-after", absent.releaseAfter(), ConfigurationFile::margin),
            settings.parsed("http", absent.http(), ConfigurationFile::address));
    if (configuration.bootstrapServers().isEmpty() && !configuration.kafkaProperties().isEmpty()) {
      settings.error("kafka.client.*: only with kafka.bootstrap-servers");
    }
    return configuration;
  }

  private static Buffers buffers(Settings settings, Buffers absent) {
    return new Buffers(
        settings.parsed("capture.queue", absent.queuedBytes(), ConfigurationFile::buffer),
        settings.parsed("capture.producer", absent.producerBytes(), ConfigurationFile::buffer),
        absent.openChanges(),
        settings.parsed("capture.transaction", absent.openBytes(), ConfigurationFile::buffer));
  }

  private static int count(String text, int most) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException("'" + text + "' is not a number from 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  private static Duration heartbeat(String text) {
    Duration heartbeat = Durations.parse(text);
    if (heartbeat.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("'" + text + "' is less than 100ms");
    }
    return heartbeat;
  }

  private static Optional<Duration> interval(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    Duration interval = Durations.parse(text);
    if (interval.isZero()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a length of time; write off for never");
    }
    return Optional.of(interval);
  }

  /** No margin at all is one, too. */
  private static Optional<Duration> margin(String text) {
    return text.equals("off") ? Optional.empty() : Optional.of(Durations.parse(text));
  }

  private static Optional<InetSocketAddress> address(String text) {
    if (text.equals("off")) {
      return Optional.empty();
    }
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an address; write for example 127.0.0.1:9464, or off");
    }
    return Optional.of(new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))));
  }

  private static long buffer(String text) {
    return size(text, 1);
  }

  private static Optional<Long> limit(String text) {
    return text.equals("off") ? Optional.empty() : Optional.of(size(text, 1));
  }

  private static long size(String text, int leastMebibytes) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a size; write for example 64MiB");
    }
    long unit =
        switch (matcher.group(2)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          default -> 1L << 30;
        };
    long size = Long.parseLong(matcher.group(1)) * unit;
    if (size < (long) leastMebibytes << 20) {
      throw new IllegalArgumentException("'" + text + "' is less than " + leastMebibytes + "MiB");
    }
    return size;
  }
}
