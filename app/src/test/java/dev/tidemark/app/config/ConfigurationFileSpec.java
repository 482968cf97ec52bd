package dev.tidemark.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.Buffers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileSpec {

  @TempDir private Path directory;

  @Test
  void an_empty_file_gives_the_defaults() throws IOException {
    assertThat(ConfigurationFile.read(file(""))).isEqualTo(Configuration.DEFAULT);
  }

  @Test
  void every_key_is_read_with_an_equals_sign_or_a_colon() throws IOException {
    Configuration configuration =
        ConfigurationFile.read(
            file(
                """
                # everything
                kafka.bootstrap-servers: one:9092,two:9092
                kafka.client.security.protocol=SSL
                kafka.replication-factor = 3
                partitions=4
                broker.flush-every=0s
                heartbeat=500ms
                capture.queue=8MiB
                capture.producer=64MiB
                capture.transaction=4MiB
                source-log-warning=1GiB
                backup-every=15m
                full-every=off
                backup-memory=128MiB
                release-after=12h
                http=[::1]:9464
                """));

    assertThat(configuration.bootstrapServers()).contains("one:9092,two:9092");
    assertThat(configuration.kafkaProperties()).isEqualTo(Map.of("security.protocol", "SSL"));
    assertThat(configuration.replicationFactor()).isEqualTo(3);
    assertThat(configuration.partitions()).isEqualTo(4);
    assertThat(configuration.flushEvery()).isEqualTo(Duration.ZERO);
    assertThat(configuration.heartbeat()).isEqualTo(Duration.ofMillis(500));
    assertThat(configuration.buffers())
        .isEqualTo(new Buffers(8 << 20, 64 << 20, Buffers.DEFAULT.openChanges(), 4 << 20));
    assertThat(configuration.sourceLogWarning()).contains(1L << 30);
    assertThat(configuration.backupEvery()).contains(Duration.ofMinutes(15));
    assertThat(configuration.fullEvery()).isEmpty();
    assertThat(configuration.backupMemory()).isEqualTo(128L << 20);
    assertThat(configuration.releaseAfter()).contains(Duration.ofHours(12));
    assertThat(configuration.http()).contains(new InetSocketAddress("::1", 9464));
  }

  @Test
  void all_errors_are_reported_together() throws IOException {
    Path file =
        file(
            """
            backup-every=often
            full-every=0d
            heartbeat=10ms
            capture.queue=512KiB
            source-log-warning=much
            partitions=0
            backup-memory=1MiB
            http=9464
            kafka.client.security.protocol=SSL
            backup-evry=1h
            """);

    assertThatThrownBy(() -> ConfigurationFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            String.join(
                "\n  ",
                file + " has 10 errors:",
                "partitions: '0' is not a number from 1 to 1000",
                "heartbeat: '10ms' is less than 100ms",
                "capture.queue: '512KiB' is less than 1MiB",
                "source-log-warning: 'much' is not a size; write for example 64MiB",
                "backup-every: 'often' is not a length of time; write for example 30s, 15m, 1h or 7d",
                "full-every: '0d' is not a length of time; write off for never",
                "backup-memory: '1MiB' is less than 8MiB",
                "http: '9464' is not an address; write for example 127.0.0.1:9464, or off",
                "kafka.client.*: only with kafka.bootstrap-servers",
                "backup-evry: there is no such key"));
  }

  @Test
  void a_missing_file_is_an_error() {
    Path file = directory.resolve("none.properties");

    assertThatThrownBy(() -> ConfigurationFile.read(file))
        .hasMessage(file + ": there is no such file");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("tidemark.properties"), content);
  }
}
