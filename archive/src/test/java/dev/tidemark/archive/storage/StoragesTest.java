package dev.tidemark.archive.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.cluster.ClusterAddress;
import dev.tidemark.schemas.change.CollectionName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Addresses of storages")
class StoragesTest {

  @ParameterizedTest
  @CsvSource({
    "file:///var/backups, /var/backups",
    "file:/var/backups/, /var/backups",
    "/var/backups, /var/backups",
    "file:///my%20backups, /my backups"
  })
  @DisplayName("A directory is named by a file URL or by its path")
  void directories(String address, String place) {
    assertThat(Storages.open(URI.create(address))).hasToString(place);
  }

  @Test
  @DisplayName("An unknown scheme is refused by name")
  void unknownScheme() {
    assertThatThrownBy(() -> Storages.open(URI.create("ftp://host/backups")))
        .hasMessage(
            "no storage is named by 'ftp:'; write file:///directory, s3://bucket/prefix, or cluster"
                + " for the collection's own Kafka");
  }

  @ParameterizedTest
  @CsvSource({"file://backups/here", "file:relative", "file:///a?b=c"})
  @DisplayName("A file URL that names no directory of this machine is refused")
  void notADirectory(String address) {
    assertThatThrownBy(() -> Storages.open(URI.create(address)))
        .hasMessage("'" + address + "' is not the address of a directory; write file:///directory");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://backups, s3://backups",
    "s3://backups/, s3://backups",
    "s3://my_backups/a/b/?region=eu-west-1&path-style=true, s3://my_backups/a/b"
  })
  @DisplayName("A bucket is named by an S3 URL, and shown without its options")
  void buckets(String address, String place) {
    try (Storage storage = Storages.open(Storages.address(address))) {
      assertThat(storage).hasToString(place);
    }
  }

  @ParameterizedTest
  @CsvSource({"cluster", "cluster:"})
  @DisplayName("The cluster is what the context says it is")
  void cluster(String text) {
    StorageContext context =
        new StorageContext(
            Map.of(),
            () -> new ClusterAddress(new CollectionName("shop"), "127.0.0.1:1", Map.of(), -1),
            Optional.empty(),
            RetryListener.NONE);

    try (Storage storage = Storages.open(Storages.address(text), context)) {
      assertThat(storage).hasToString("topic shop.archive of Kafka at 127.0.0.1:1");
    }
  }

  @Test
  @DisplayName("Without a cluster, its address is refused")
  void noCluster() {
    assertThatThrownBy(() -> Storages.open(URI.create("cluster")))
        .hasMessage("the storage is a collection's Kafka cluster, and here is none");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://AKIA:s3cret@backups/x",
    "s3://AKIA:s3/cret@backups/x",
    "'s3://AKIA:s3cret{@backups'",
    "s3://backups?secret-access-key=s3cret",
    "s3://backups?path-style=s3cret"
  })
  @DisplayName("A secret that somebody put into an address is refused and not repeated")
  void secretsAreNotRepeated(String address) {
    assertThatThrownBy(() -> Storages.address(address))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("s3cret", "cret@", "AKIA");
  }
}
