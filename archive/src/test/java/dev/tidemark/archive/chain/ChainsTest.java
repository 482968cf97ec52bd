package dev.tidemark.archive.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.storage.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Backups put together")
class ChainsTest {

  /** Ordinals 1 to 3, then 4 and 5: a chain closed at 8, and the next, which begins there. */
  private final Backups two =
      new Backups().full(1).incremental(5).incremental(8).full(8).incremental(9);

  @Test
  @DisplayName("are chains: a full, and what follows it up to the next full")
  void twoChains() {
    Chains chains = Chains.of(two.without());

    assertThat(shape(chains)).isEqualTo("1..8 | 8..9");
    assertThat(chains.damages()).isEmpty();
    assertThat(chains.newest().orElseThrow().last()).isEqualTo(two.last());
  }

  @Test
  @DisplayName("are put together in whatever order they are found")
  void anyOrder() {
    List<ManifestFile> manifests = two.without();
    Collections.reverse(manifests);

    assertThat(Chains.of(manifests)).isEqualTo(Chains.of(two.without()));
  }

  @Test
  @DisplayName("of which there are none are no chain and no damage")
  void none() {
    assertThat(Chains.of(List.of()).isEmpty()).isTrue();
  }

  @Test
  @DisplayName("may have lost whole chains at their beginning")
  void wholeChainsGone() {
    Chains chains = Chains.of(two.without(1, 2, 3));

    assertThat(shape(chains)).isEqualTo("8..9");
    assertThat(chains.damages()).isEmpty();
  }

  @Test
  @DisplayName("without their base say which one is missing")
  void missingBase() {
    Chains chains = Chains.of(two.without(1, 4, 5));

    assertThat(shape(chains)).isEmpty();
    assertThat(messages(chains))
        .containsExactly(
            "the base is missing: 20261122000005Z_000002_incremental follows"
                + " 20261122000001Z_000001_full, which is not there");
  }

  @Test
  @DisplayName("with a hole in the middle end before it, and name what is missing")
  void missingMiddle() {
    Chains chains = Chains.of(two.without(2));

    assertThat(shape(chains)).isEqualTo("1..1 ! | 8..9");
    assertThat(messages(chains))
        .containsExactly(
            "the backup 20261122000005Z_000002_incremental is missing;"
                + " 20261122000008Z_000003_incremental follows it");
  }

  @Test
  @DisplayName("that lost the end of a chain know it by the full merged from it")
  void missingEnd() {
    Chains chains = Chains.of(two.without(3));

    assertThat(shape(chains)).isEqualTo("1..5 ! | 8..9");
    assertThat(messages(chains))
        .containsExactly(
            "the backup 20261122000008Z_000003_incremental is missing; 20261122000008Z_000004_full"
                + " follows it");
  }

  @Test
  @DisplayName("of which one was changed later end before it")
  void tampered() {
    List<ManifestFile> manifests = two.without();
    manifests.set(1, tampered(manifests.get(1)));

    Chains chains = Chains.of(manifests);

    assertThat(shape(chains)).isEqualTo("1..1 ! | 8..9");
    assertThat(messages(chains))
        .containsExactly(
            "the manifest of 20261122000005Z_000002_incremental is not the one that"
                + " 20261122000008Z_000003_incremental follows: its SHA-256 differs");
  }

  @Test
  @DisplayName("whose base was changed have no base")
  void tamperedBase() {
    List<ManifestFile> manifests = new ArrayList<>(new Backups().full(1).incremental(5).without());
    manifests.set(0, tampered(manifests.get(0)));

    Chains chains = Chains.of(manifests);

    assertThat(shape(chains)).isEmpty();
    assertThat(messages(chains))
        .containsExactly(
            "the manifest of 20261122000001Z_000001_full is not the one that"
                + " 20261122000005Z_000002_incremental follows: its SHA-256 differs");
  }

  @Test
  @DisplayName("of which one cannot be read end before it")
  void unreadable() {
    List<ManifestFile> manifests = two.without();
    manifests.set(4, unreadable(5));

    Chains chains = Chains.of(manifests);

    assertThat(shape(chains)).isEqualTo("1..8 | 8..8 !");
    assertThat(chains.damages())
        .containsExactly(new Damage.Unreadable("5.json is damaged: no JSON", "Mend it."));
  }

  @Test
  @DisplayName("of which one cannot be read end before it, whatever the next one remembers")
  void unreadableParent() {
    List<ManifestFile> manifests = two.without();
    manifests.set(1, unreadable(2));

    Chains chains = Chains.of(manifests);

    assertThat(shape(chains)).isEqualTo("1..1 ! | 8..9");
    assertThat(chains.damages())
        .containsExactly(new Damage.Unreadable("2.json is damaged: no JSON", "Mend it."));
  }

  @Test
  @DisplayName("of which one has the place of another miss that other one")
  void anotherInItsPlace() {
    List<ManifestFile> manifests = two.without();
    manifests.set(2, new Backups().full(1).incremental(5).incremental(7).last());

    Chains chains = Chains.of(manifests);

    assertThat(shape(chains)).isEqualTo("1..7 ! | 8..9");
    assertThat(messages(chains))
        .containsExactly(
            "the backup 20261122000008Z_000003_incremental is missing; 20261122000008Z_000004_full"
                + " follows it");
  }

  @Test
  @DisplayName("that do not meet end where they do not")
  void disjoint() {
    Chains chains = Chains.of(new Backups().full(1).incremental(5).incrementalFrom(6, 9).without());

    assertThat(shape(chains)).isEqualTo("1..5 !");
    assertThat(messages(chains))
        .containsExactly(
            "20261122000009Z_000003_incremental does not begin where"
                + " 20261122000005Z_000002_incremental ends");
  }

  @Test
  @DisplayName("tell their history once: a synthetic full's timeline is told already")
  void history() {
    History history = Chains.of(two.without()).history().orElseThrow();

    assertThat(history.first().sequence().value()).isEqualTo(1);
    assertThat(history.last().sequence().value()).isEqualTo(9);
    assertThat(history.timelines()).extracting(m -> m.id().ordinal()).containsExactly(1, 2, 3, 5);
  }

  @Test
  @DisplayName("tell of a full on its own what no chain before it told")
  void historyWithAHole() {
    Backups backups = new Backups().full(1).incremental(5).freshFull(8).incremental(9);

    History history = Chains.of(backups.without()).history().orElseThrow();

    assertThat(history.timelines()).extracting(m -> m.id().ordinal()).containsExactly(1, 2, 3, 4);
  }

  private static ManifestFile unreadable(int ordinal) {
    String path = ordinal + ".json";
    return new ManifestFile.Unreadable(ordinal, path, path + " is damaged: no JSON", "Mend it.");
  }

  private static ManifestFile tampered(ManifestFile file) {
    Manifest manifest = ((ManifestFile.Intact) file).manifest();
    return new ManifestFile.Intact(manifest, Sha256.of(new byte[] {66}));
  }

  /** {@code 1..8 | 8..9 !}: where the chains begin and end, and which are damaged. */
  private static String shape(Chains chains) {
    return chains.chains().stream()
        .map(
            chain ->
                chain.start().sequence()
                    + ".."
                    + chain.end().sequence()
                    + (chain.damage().isPresent() ? " !" : ""))
        .collect(Collectors.joining(" | "));
  }

  private static List<String> messages(Chains chains) {
    return chains.damages().stream().map(Damage::message).toList();
  }
}
