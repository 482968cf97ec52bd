package dev.tidemark.archive.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.s3.S3Options.Addressing;
import dev.tidemark.archive.storage.s3.S3Options.Checksums;
import dev.tidemark.archive.storage.s3.S3Options.Parts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The address of a bucket")
class S3AddressTest {

  @Test
  @DisplayName("says everything that can be chosen")
  void everything() {
    S3Address address =
        parse(
            "s3://backups/shop/daily?region=eu-west-1&endpoint=https://store.example:9000"
                + "&path-style=false&credentials-file=/etc/keys&part-size=64MiB&concurrency=4"
                + "&checksums=where-required&object-lock=30d&object-lock-mode=compliance");

    assertThat(address.bucket()).isEqualTo("backups");
    assertThat(address.prefix()).isEqualTo("shop/daily");
    assertThat(address.options())
        .isEqualTo(
            new S3Options(
                Optional.of("eu-west-1"),
                Optional.of(URI.create("https://store.example:9000")),
                Addressing.VIRTUAL_HOST,
                new S3Credentials.KeysFile(Path.of("/etc/keys")),
                Checksums.WHERE_REQUIRED,
                Parts.ofMebibytes(64, 4),
                Optional.of(
                    new ObjectLock(
                        Duration.ofDays(30),
                        ObjectLock.Mode.COMPLIANCE,
                        ObjectLock.Demand.REQUIRED))));
  }

  @Test
  @DisplayName("needs to say nothing: the SDK finds keys and region")
  void nothing() {
    S3Options options = parse("s3://backups").options();

    assertThat(options.credentials()).isEqualTo(new S3Credentials.DefaultChain());
    assertThat(options.region()).isEmpty();
    assertThat(options.addressing()).isEqualTo(Addressing.VIRTUAL_HOST);
    assertThat(options.parts()).isEqualTo(Parts.DEFAULT);
    assertThat(options.lock()).isEmpty();
  }

  @Test
  @DisplayName("with an endpoint has the bucket in the path, where other stores expect it")
  void endpoint() {
    assertThat(parse("s3://backups?endpoint=http://127.0.0.1:9000").options().addressing())
        .isEqualTo(Addressing.PATH);
  }

  @Test
  @DisplayName("comes before the environment")
  void environment() {
    S3Options options =
        S3Address.parse(
                URI.create("s3://backups?region=eu-west-1"),
                Map.of(
                    "TIDEMARK_S3_REGION", "us-west-2",
                    "TIDEMARK_S3_PATH_STYLE", "true",
                    "TIDEMARK_S3_CREDENTIALS_FILE", "/etc/keys"))
            .options();

    assertThat(options.region()).contains("eu-west-1");
    assertThat(options.addressing()).isEqualTo(Addressing.PATH);
    assertThat(options.credentials()).isEqualTo(new S3Credentials.KeysFile(Path.of("/etc/keys")));
  }

  @Test
  @DisplayName("is refused with everything that is wrong in it")
  void allErrors() {
    assertThatThrownBy(
            () ->
                parse(
                    "s3://backups?endpoint=store&path-style=maybe&part-size=1MiB&object-lock=soon"
                        + "&color=red"))
        .hasMessage(
            "endpoint: write http://host:port or https://host:port; path-style: write false or"
                + " true; a part has from 5 to 1024 MiB; object-lock: write a number of days, for"
                + " example 30d; there is no option color; there are region, endpoint, path-style,"
                + " credentials-file, part-size, concurrency, checksums, object-lock and"
                + " object-lock-mode");
  }

  @Test
  @DisplayName("is refused with half a pair of keys in the environment")
  void halfAPair() {
    assertThatThrownBy(
            () ->
                S3Address.parse(
                    URI.create("s3://backups"), Map.of("TIDEMARK_S3_ACCESS_KEY_ID", "AKIA")))
        .hasMessage(
            "of TIDEMARK_S3_ACCESS_KEY_ID and TIDEMARK_S3_SECRET_ACCESS_KEY only one is set");
  }

  private static S3Address parse(String address) {
    return S3Address.parse(URI.create(address), Map.of());
  }
}
