package dev.tidemark.archive.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
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
        .hasMessage("no storage is named by 'ftp:'; write file:///directory");
  }

  @ParameterizedTest
  @CsvSource({"file://backups/here", "file:relative", "file:///a?b=c"})
  @DisplayName("A file URL that names no directory of this machine is refused")
  void notADirectory(String address) {
    assertThatThrownBy(() -> Storages.open(URI.create(address)))
        .hasMessage("'" + address + "' is not the address of a directory; write file:///directory");
  }
}
