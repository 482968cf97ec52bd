package dev.tidemark.archive.verify;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.FileDamage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.StoredFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies backups: the chain of manifests, then every file, then, when rows are asked for, every
 * boundary. Goes on after what it finds, so that one verification tells all.
 */
public final class Verification {

  private final Archive archive;
  private final List<ManifestFile> manifests;
  private final Chains chains;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> broken = new HashSet<>();
  private long files;
  private long bytes;

  private Verification(Archive archive) {
    this.archive = archive;
    this.manifests = archive.manifests();
    this.chains = Chains.of(manifests);
  }

  /**
   * Verifies.
   *
   * @throws UnknownBackupException there is no such backup
   * @throws VerificationCancelledException the listener said so, or the thread was interrupted
   * @throws dev.tidemark.archive.storage.StorageException the storage cannot be read, which says
   *     nothing of what is in it
   */
  public static VerificationReport run(
      Archive archive, VerifyScope scope, Depth depth, VerifyListener listener) {
    return new Verification(archive).verify(scope, depth, listener);
  }

  private VerificationReport verify(VerifyScope scope, Depth depth, VerifyListener listener) {
    List<Manifest> chosen = chosen(scope);
    List<Manifest> ends = depth == Depth.ROWS ? ends(scope, chosen) : List.of();
    Meter meter = new Meter(listener, total(chosen, ends));
    findManifests(scope);
    FileReading reading = new FileReading(archive, depth);
    chosen.forEach(backup -> read(backup, reading, meter));
    BoundaryMerge merge = new BoundaryMerge(archive, chains, broken, meter);
    long merged = 0;
    List<BackupId> behindGaps = new ArrayList<>();
    for (Manifest end : ends) {
      BoundaryMerge.Outcome outcome = merge.merge(end);
      merged += outcome == BoundaryMerge.Outcome.MERGED ? 1 : 0;
      if (outcome == BoundaryMerge.Outcome.BEHIND_GAP) {
        behindGaps.add(end.id());
      }
    }
    findings.addAll(merge.findings());
    return new VerificationReport(
        archive.collection(),
        chosen.stream().map(Manifest::id).toList(),
        files,
        bytes,
        merged,
        merge.rows(),
        findings,
        behindGaps,
        scope instanceof VerifyScope.Everything ? leftovers() : List.of());
  }

  private List<Manifest> intact() {
    return manifests.stream()
        .filter(ManifestFile.Intact.class::isInstance)
        .map(file -> ((ManifestFile.Intact) file).manifest())
        .toList();
  }

  private List<Manifest> chosen(VerifyScope scope) {
    if (!(scope instanceof VerifyScope.Backup one)) {
      return intact();
    }
    return chainOf(one.id())
        .map(chain -> upTo(chain, one.id()))
        .or(
            () ->
                intact().stream()
                    .filter(each -> each.id().equals(one.id()))
                    .findFirst()
                    .map(List::of))
        .orElseThrow(() -> new UnknownBackupException(one.id(), archive.collection()));
  }

  private Optional<Chain> chainOf(BackupId id) {
    return chains.chains().stream()
        .filter(chain -> chain.manifests().stream().anyMatch(each -> each.id().equals(id)))
        .findFirst();
  }

  private static List<Manifest> upTo(Chain chain, BackupId id) {
    return chain.manifests().stream().filter(each -> each.id().compareTo(id) <= 0).toList();
  }

  /** The ends to merge: of what is in a chain, for nothing reaches the others. */
  private List<Manifest> ends(VerifyScope scope, List<Manifest> chosen) {
    return chosen.stream()
        .filter(backup -> chainOf(backup.id()).isPresent())
        .filter(
            backup -> !(scope instanceof VerifyScope.Backup one) || backup.id().equals(one.id()))
        .toList();
  }

  private long total(List<Manifest> chosen, List<Manifest> ends) {
    long once = chosen.stream().mapToLong(each -> each.bytes() + each.timeline().bytes()).sum();
    long merging =
        ends.stream()
            .flatMap(end -> upTo(chainOf(end.id()).orElseThrow(), end.id()).stream())
            .mapToLong(Manifest::bytes)
            .sum();
    return once + merging;
  }

  /** Of one backup, only what keeps that one from being reached. */
  private void findManifests(VerifyScope scope) {
    for (Finding finding : new ManifestFindings(archive, manifests, chains).all()) {
      if (!(scope instanceof VerifyScope.Backup one) || finding.affected().contains(one.id())) {
        findings.add(finding);
      }
    }
  }

  private void read(Manifest backup, FileReading reading, Meter meter) {
    FileEffects effects = new FileEffects(chains);
    Optional<FileDamage> timeline = reading.timeline(backup);
    timeline.ifPresent(damage -> find(effects.ofTimeline(backup, damage)));
    count(backup.timeline().bytes(), meter);
    for (RunFile file : backup.files()) {
      Optional<FileDamage> run = reading.run(new StoredRun(backup.location(), file));
      run.ifPresent(damage -> find(effects.ofRun(backup, file, damage)));
      count(file.bytes(), meter);
    }
  }

  private void find(Finding finding) {
    findings.add(finding);
    broken.add(finding.file());
  }

  private void count(long size, Meter meter) {
    files++;
    bytes += size;
    meter.advance(size);
  }

  private List<String> leftovers() {
    Set<String> named = intact().stream().map(Manifest::location).collect(Collectors.toSet());
    String data = archive.collection() + "/data/";
    return archive.storage().list(data).stream()
        .map(StoredFile::path)
        .filter(path -> path.indexOf('/', data.length()) > 0)
        .map(path -> path.substring(0, path.indexOf('/', data.length())))
        .distinct()
        .filter(directory -> !named.contains(directory))
        .toList();
  }
}
