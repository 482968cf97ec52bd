package dev.tidemark.archive.retention;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.MarkFiles;
import dev.tidemark.archive.manifest.Marks;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What retention gives up now.
 *
 * @param deletions in the order in which they are carried out
 * @param damages while there are any, nothing is given up: what seems not to be needed may be all
 *     that is left
 * @param kept what the store did not let be deleted; empty while it is only a plan
 * @param shortLocks what the store locks for less time than it is needed; empty while it is only a
 *     plan, and where nothing is locked
 */
public record RetentionPlan(
    List<Deletion> deletions,
    List<Damage> damages,
    List<KeptFile> kept,
    List<ShortLock> shortLocks) {

  public RetentionPlan {
    deletions = List.copyOf(deletions);
    damages = List.copyOf(damages);
    kept = List.copyOf(kept);
    shortLocks = List.copyOf(shortLocks);
  }

  private RetentionPlan(List<Deletion> deletions, List<Damage> damages) {
    this(deletions, damages, List.of(), List.of());
  }

  /**
   * A file that no backup needs any more and that is there all the same.
   *
   * @param reason as a sentence; the next run tries again
   */
  public record KeptFile(String path, long bytes, String reason) {}

  /**
   * A file whose lock ends before what needs it does.
   *
   * @param reason why it was not made longer, as a sentence; the next run tries again
   * @param hint what to do
   */
  public record ShortLock(String path, String reason, String hint) {}

  /** Nothing to give up. */
  static RetentionPlan nothing() {
    return new RetentionPlan(List.of(), List.of());
  }

  RetentionPlan keeping(List<KeptFile> files, List<ShortLock> locks) {
    return new RetentionPlan(deletions, damages, files, locks);
  }

  /** What there is of an archive, planned for. */
  public static RetentionPlan of(Archive archive, RetentionPolicy policy, Instant now) {
    List<StoredFile> files = Leftovers.files(archive);
    return of(
        archive.collection(),
        archive.generation(),
        archive.manifests(),
        MarkFiles.of(archive).read(files),
        files,
        policy,
        now);
  }

  /**
   * Plans.
   *
   * @param generation that of the manifests
   * @param manifests all there are, as {@link Archive#manifests()} has them
   * @param marks as {@link MarkFiles#read} has them
   * @param files all of the collection
   * @param now a clock that runs ahead gives nothing up early, for times count back from the newest
   *     backup, and from the earlier of the two times it has: when it was made, by our clock, and
   *     up to when it has everything, by the source's
   */
  public static RetentionPlan of(
      CollectionName collection,
      Generation generation,
      List<ManifestFile> manifests,
      Marks marks,
      List<StoredFile> files,
      RetentionPolicy policy,
      Instant now) {
    Chains chains = Chains.of(manifests);
    if (!chains.damages().isEmpty()) {
      return new RetentionPlan(List.of(), chains.damages());
    }
    List<Deletion> deletions = new ArrayList<>();
    List<Chain> kept = chains.chains();
    if (!kept.isEmpty()) {
      Manifest last = chains.newest().orElseThrow().last().manifest();
      Instant newest = earlier(now, earlier(last.created(), last.to().time()));
      int first = policy.retention().map(length -> oldest(kept, newest.minus(length))).orElse(0);
      retire(kept, first, policy).ifPresent(deletions::add);
      policy
          .everyTransactionFor()
          .ifPresent(
              length ->
                  kept.subList(first, kept.size())
                      .forEach(chain -> thin(chain, newest, length, deletions)));
    }
    deletions.addAll(new Leftovers(collection, generation, manifests, marks, files).all());
    return new RetentionPlan(deletions, List.of());
  }

  /** Bytes that it frees. */
  public long bytes() {
    return deletions.stream().mapToLong(Deletion::bytes).sum()
        - kept.stream().mapToLong(KeptFile::bytes).sum();
  }

  /** The newest chain that begins so early that none before it is needed. */
  private static int oldest(List<Chain> chains, Instant cutoff) {
    int oldest = 0;
    for (int i = 0; i < chains.size(); i++) {
      if (isOld(chains.get(i).full(), cutoff)) {
        oldest = i;
      }
    }
    return oldest;
  }

  private static Optional<Deletion> retire(List<Chain> chains, int first, RetentionPolicy policy) {
    List<Manifest> old =
        chains.subList(0, first).stream().flatMap(chain -> chain.manifests().stream()).toList();
    if (old.isEmpty()) {
      return Optional.empty();
    }
    List<BackupId> ids = old.stream().map(Manifest::id).toList();
    long bytes = old.stream().mapToLong(each -> each.bytes() + each.timeline().bytes()).sum();
    String reason =
        "all it can restore is older than "
            + words(policy.retention().orElseThrow())
            + "; what is newer begins with "
            + chains.get(first).full().id();
    return Optional.of(new Deletion.Retire(ids, bytes, reason));
  }

  private static void thin(Chain chain, Instant newest, Duration length, List<Deletion> deletions) {
    Instant cutoff = newest.minus(length);
    for (ManifestFile.Intact backup : chain.backups()) {
      Manifest manifest = backup.manifest();
      long bytes =
          manifest.files().stream()
              .filter(file -> file.role() == RunRole.HISTORY)
              .mapToLong(RunFile::bytes)
              .sum();
      if (bytes > 0 && isOld(manifest, cutoff)) {
        deletions.add(
            new Deletion.Thin(
                manifest.id(), bytes, "its transactions are older than " + words(length)));
      }
    }
  }

  /** By the source's clock and by ours: the two may differ, and the later one counts. */
  private static boolean isOld(Manifest backup, Instant cutoff) {
    return !backup.to().time().isAfter(cutoff) && !backup.created().isAfter(cutoff);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static String words(Duration length) {
    if (length.toDays() > 0 && length.equals(Duration.ofDays(length.toDays()))) {
      return length.toDays() + "d";
    }
    return length.toHours() > 0 && length.equals(Duration.ofHours(length.toHours()))
        ? length.toHours() + "h"
        : length.toMillis() / 1000.0 + "s";
  }
}
