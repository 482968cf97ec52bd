package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.compactor.release.ChangeTopics;
import dev.tidemark.compactor.release.Release;
import dev.tidemark.compactor.release.TopicRelease;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Topics lose what backups have for good, and nothing else. */
final class ReleaseTest {

  private static final TableId ORDERS = SimulatedTables.ORDERS.id();
  private static final Instant MADE = SimulatedLog.START.plus(Duration.ofHours(1));
  private static final Instant LATER = MADE.plus(Duration.ofHours(24));

  private final SimulatedLog log = new SimulatedLog(1);
  private final SimulatedDatabase database = new SimulatedDatabase(log, SimulatedTables.ORDERS);
  private final MemoryStorage storage = new MemoryStorage();
  private final BackupsFixture fixture = new BackupsFixture(log, storage, 4096, 1);
  private final Topic topic = new Topic();
  private final TopicRelease release =
      new TopicRelease(fixture.archive, log, topic, Duration.ofHours(24));

  /** A topic of one partition of which only the beginning matters. */
  private static final class Topic implements ChangeTopics {
    private long begin;

    @Override
    public SortedMap<TableId, List<Long>> begins(Collection<TableId> tables) {
      return new TreeMap<>(Map.of(ORDERS, List.of(begin)));
    }

    @Override
    public void deleteBelow(List<Release.Part> parts) {
      parts.forEach(part -> begin = part.to());
    }
  }

  private void backedUp() {
    database.prefill(ORDERS, order(1));
    database.snapshot();
    insert(2);
    fixture.backups.full(BackupListener.NONE);
    insert(3);
  }

  @Test
  void nothingIsReleasedWithoutABackup() {
    database.snapshot();

    assertThat(release.run(LATER)).isEqualTo(new Release.Nothing("there is no backup"));
  }

  @Test
  void whatTheNewestBackupHasIsReleasedOnceItIsOlderThanTheMargin() {
    backedUp();

    assertThat(release.run(LATER.minusMillis(1)))
        .isEqualTo(new Release.Nothing("no backup of the newest chain is older than 24 h"));
    assertThat(topic.begin).isZero();

    Release done = release.run(LATER);

    assertThat(topic.begin).isEqualTo(newest().to().offsets().next(ORDERS, 0));
    assertThat(done)
        .isEqualTo(
            new Release.UpTo(newest().id(), List.of(new Release.Part(ORDERS, 0, 0, topic.begin))));
    assertThat(release.run(LATER)).isEqualTo(new Release.UpTo(newest().id(), List.of()));
  }

  @Test
  void toPlanReleasesNothing() {
    backedUp();

    Release planned = release.plan(LATER);

    assertThat(topic.begin).isZero();
    assertThat(release.run(LATER)).isEqualTo(planned);
  }

  @Test
  void nothingIsReleasedWhenAFileOfTheBackupIsDamaged() {
    backedUp();
    String file = newest().runs().get(0).path();
    storage.delete(file);

    assertThat(release.run(LATER))
        .isInstanceOfSatisfying(
            Release.Nothing.class,
            nothing ->
                assertThat(nothing.reason()).startsWith("a backup is damaged").contains(file));
    assertThat(topic.begin).isZero();
  }

  @Test
  void nothingIsReleasedAcrossAGapForTheTopicsMayBeOthersByThen() {
    backedUp();
    log.gap("the slot was dropped");
    log.checkpoint();

    assertThat(release.run(LATER))
        .isEqualTo(
            new Release.Nothing(
                "the timeline does not go on from " + newest().id() + " without a gap"));
    assertThat(topic.begin).isZero();
  }

  @Test
  void nothingIsReleasedOfAnotherTimeline() {
    backedUp();
    SimulatedLog other = new SimulatedLog(1);
    SimulatedDatabase again = new SimulatedDatabase(other, SimulatedTables.ORDERS);
    again.prefill(ORDERS, order(7));
    again.prefill(ORDERS, order(8));
    again.snapshot();

    assertThat(new TopicRelease(fixture.archive, other, topic, Duration.ZERO).run(LATER))
        .isInstanceOf(Release.Nothing.class);
    assertThat(topic.begin).isZero();
  }

  @Test
  void theNextIncrementalNeedsNothingOfWhatIsReleased() {
    backedUp();
    Release unused = release.run(LATER);
    log.tamper(ORDERS, 0, changes -> changes.removeIf(each -> each.offset() < topic.begin));

    BackupResult taken = fixture.backups.incremental(BackupListener.NONE);

    assertThat(taken).isInstanceOf(BackupResult.Taken.class);
    assertThat(new RestoredState(fixture.archive).at(3)).isEqualTo(database.committed.get(3L));
  }

  private Manifest newest() {
    List<Manifest> all =
        fixture.archive.manifests().stream()
            .map(ManifestFile.Intact.class::cast)
            .map(ManifestFile.Intact::manifest)
            .toList();
    return all.get(all.size() - 1);
  }

  private void insert(int id) {
    database.insert(ORDERS, order(id));
    database.commit();
    log.checkpoint();
  }

  private static Map<String, String> order(int id) {
    return Map.of("id", Integer.toString(id), "state", "new", "document", "document " + id);
  }
}
