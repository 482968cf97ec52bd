package dev.tidemark.acceptance.unhappy;

import static dev.tidemark.acceptance.unhappy.Failure.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Harm done to files of a chain is named, and stops a restore before it touches its target. */
@TestInstance(Lifecycle.PER_CLASS)
class ArchiveDamagedTest {

  private static final String BRING_BACK =
      "Bring the file back from a copy of the storage, or restore to a point that needs none of"
          + " them. The target was not touched.";

  private Protected orders;
  private Database target;
  private Path harmed;
  private byte[] whole;

  @BeforeAll
  void a_full_and_two_incrementals() {
    orders = Protected.withIncrementals(2);
  }

  @BeforeEach
  void a_target_with_something_in_it() {
    target = orders.emptyTarget();
    target.execute("CREATE TABLE mine (v int)", "INSERT INTO mine VALUES (42)");
  }

  @AfterEach
  void once_it_is_whole_again_the_restore_works() throws IOException {
    assertThat(objects()).containsExactly("mine");
    Files.write(harmed, whole);
    assertThat(restore().exit()).isZero();
    assertThat(orders.rows(target)).hasSize(12).isEqualTo(orders.rows(orders.source()));
  }

  @Test
  void a_byte_of_a_base_differs() throws IOException {
    byte[] bytes = take("/base-00.avro");
    bytes[bytes.length / 2] ^= 1;
    Files.write(harmed, bytes);

    assertFailed(
        restore(), name() + " is damaged: its SHA-256 is not the one in the manifest", BRING_BACK);
  }

  @Test
  void a_base_is_cut_short() throws IOException {
    byte[] bytes = take("/base-00.avro");
    Files.write(harmed, Arrays.copyOf(bytes, bytes.length - 7));

    assertFailed(
        restore(),
        name()
            + " is damaged: it has "
            + (bytes.length - 7)
            + " bytes where the manifest has "
            + bytes.length,
        BRING_BACK);
  }

  @Test
  void a_delta_is_missing() throws IOException {
    take("/delta-00.avro");
    Files.delete(harmed);

    assertFailed(restore(), name() + " is damaged: it is missing", BRING_BACK);
  }

  @Test
  void a_timeline_is_missing() throws IOException {
    take("/timeline.avro");
    Files.delete(harmed);

    assertFailed(
        restore(),
        name() + " is missing from " + orders.collection().storage(),
        "Bring it back from a copy of the storage, or restore to a point that does not need it.");
  }

  @Test
  void a_manifest_in_the_middle_is_missing() throws IOException {
    take("/manifests/00000002.json");
    Files.delete(harmed);

    List<String> names = backups();
    assertFailed(
        restore(),
        "The newest chain of %s is damaged: the backup %s is missing; %s follows it."
            .formatted(orders.collection().name(), names.get(1), names.get(2)),
        "Bring its manifest back, or restore to a point before " + names.get(1) + " began.");
  }

  @Test
  void a_manifest_was_changed() throws IOException {
    byte[] bytes = take("/manifests/00000002.json");
    Files.writeString(harmed, new String(bytes, StandardCharsets.UTF_8) + " ");

    assertFailed(
        restore(),
        "The newest chain of %s is damaged: %s is damaged: it does not end with the SHA-256 of what is in it."
            .formatted(orders.collection().name(), name()),
        "Bring the file back from a copy of the storage, or restore to a point that does not need"
            + " it, and take a new full backup.");
  }

  @Test
  void a_manifest_is_no_manifest() throws IOException {
    take("/manifests/00000001.json");
    Files.writeString(harmed, "{}");

    assertFailed(
        restore(),
        name() + " is damaged: its format is not given",
        "Bring the file back from a copy of the storage, or restore to a point that does not need"
            + " it, and take a new full backup.");
  }

  /** The newest such file, which is remembered as it is. */
  private byte[] take(String end) throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      harmed =
          files.filter(file -> file.toString().endsWith(end)).max(Path::compareTo).orElseThrow();
    }
    whole = Files.readAllBytes(harmed);
    return whole.clone();
  }

  private Path root() {
    return orders.collection().storage().resolve(orders.collection().name());
  }

  private String name() {
    return orders.collection().storage().relativize(harmed).toString();
  }

  /** By the names of their directories, which are there whatever happens to manifests. */
  private List<String> backups() {
    try (Stream<Path> directories = Files.list(root().resolve("data"))) {
      return directories
          .map(directory -> directory.getFileName().toString().replaceFirst("-[0-9a-f]+$", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome restore() {
    return Home.shared().run("restore", orders.args("--sequence", "3", "--into", target.url()));
  }

  private List<String> objects() {
    return target.query(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            + " WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'");
  }
}
