package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.restorer.RestoreReport.Restored;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a bad disk does to one file of a chain, a restore gives the same rows as before, or
 * names the file and has not touched its target.
 */
@DisplayName("A restore from a harmed archive")
class HarmTest {

  private static final int FLIPS = 1_000;
  private static final int LAST = 12;

  private static final TableDefinition ORDERS =
      Definitions.table("public.orders").column("id", "integer", ValueKind.INT32).build();

  @TempDir Path parent;

  private final ArchiveBuilder shop =
      new ArchiveBuilder().table(Definitions.customers()).table(ORDERS);
  private final Map<RestorePoint, SortedMap<TableId, Checksum>> before =
      new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
  private int restores;

  @BeforeEach
  void twoChains() {
    for (int sequence = 1; sequence <= LAST; sequence++) {
      for (int change = 0; change < 3; change++) {
        String key = Integer.toString(1 + (sequence * 7 + change * 3) % 10);
        shop.put(sequence, "public.customers", key, "name " + sequence + " " + change);
      }
      shop.put(sequence, "public.orders", Integer.toString(sequence));
      if (sequence % 4 == 3) {
        shop.delete(sequence, "public.orders", sequence - 1);
      }
      if (sequence == 1) {
        shop.full(1);
      } else if (sequence % 2 == 0) {
        shop.incremental(sequence);
      }
      if (sequence == 8) {
        shop.full(8);
      }
    }
    for (int sequence = 1; sequence <= LAST; sequence++) {
      for (RestorePoint point : points(sequence)) {
        before.put(point, restore(point).orElseThrow());
      }
    }
  }

  @Test
  @DisplayName("with a bit flipped at 1,000 random places is the same, or fails and names the file")
  void flippedBits() {
    Random random = new Random(20261122);
    List<StoredFile> files = shop.storage.list("shop/");
    long bytes = files.stream().mapToLong(StoredFile::bytes).sum();
    int refused = 0;
    for (int flip = 0; flip < FLIPS; flip++) {
      Place place = place(files, (long) (random.nextDouble() * bytes));
      byte[] whole = shop.storage.content(place.path());
      byte[] harmed = whole.clone();
      harmed[place.offset()] ^= (byte) (1 << random.nextInt(8));
      shop.storage.replace(place.path(), harmed);
      RestorePoint point = points(1 + random.nextInt(LAST)).get(random.nextInt(2));
      refused += isRefused(point, place.path()) ? 1 : 0;
      shop.storage.replace(place.path(), whole);
    }
    assertThat(refused).isBetween(FLIPS / 4, FLIPS - 1);
  }

  @Test
  @DisplayName("with any one file removed is the same, or fails and names the file")
  void removedFiles() {
    int refused = 0;
    for (StoredFile file : shop.storage.list("shop/")) {
      byte[] whole = shop.storage.content(file.path());
      shop.storage.delete(file.path());
      for (RestorePoint point : before.keySet()) {
        refused += isRefused(point, file.path()) ? 1 : 0;
      }
      shop.storage.replace(file.path(), whole);
    }
    assertThat(refused).isPositive();
  }

  private record Place(String path, int offset) {}

  private static Place place(List<StoredFile> files, long at) {
    long left = at;
    for (StoredFile file : files) {
      if (left < file.bytes()) {
        return new Place(file.path(), (int) left);
      }
      left -= file.bytes();
    }
    throw new AssertionError(at);
  }

  private static List<RestorePoint> points(long sequence) {
    return List.of(
        new RestorePoint.AtSequence(Sequence.of(sequence)),
        new RestorePoint.AtTime(ArchiveBuilder.timeOf(sequence)));
  }

  /** Whether it was; a restore that was not has given what it gave before the harm. */
  private boolean isRefused(RestorePoint point, String harmed) {
    Optional<SortedMap<TableId, Checksum>> rows = Optional.empty();
    String message = "";
    try {
      rows = restore(point);
    } catch (ProblemException e) {
      message = String.valueOf(e.getMessage());
    }
    if (rows.isPresent()) {
      assertThat(rows.get()).as("%s with %s harmed", point, harmed).isEqualTo(before.get(point));
      return false;
    }
    assertThat(message).as("%s with %s harmed", point, harmed).containsAnyOf(names(harmed));
    assertThat(parent).isEmptyDirectory();
    return true;
  }

  /** The file, or of a manifest that is gone its backup. */
  private static String[] names(String path) {
    List<String> names = new ArrayList<>(List.of(path));
    String[] parts = path.split("/");
    if (parts[1].equals("manifests")) {
      names.add("_0" + parts[2].substring(3, 8) + "_");
      if (parts[2].equals("00000008.json")) {
        // Nothing follows the newest backup, so nothing tells that there was one.
        names.add("is beyond the backups of collection shop, which end at sequence 10");
      }
    }
    return names.toArray(new String[0]);
  }

  private Optional<SortedMap<TableId, Checksum>> restore(RestorePoint point) {
    Path directory = parent.resolve("out-" + restores++);
    RestoreRequest request =
        RestoreRequest.of(shop.archive, point, new Target.FileTarget(directory));
    RestoreReport report = Restore.run(request, ProgressListener.NONE);
    delete(directory);
    return Optional.of(((Restored) report.outcome()).tables());
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
