package dev.tidemark.app.operation;

import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Drill;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an archive says of its collection.
 *
 * @param damages those of the backups, and what else there is to say against it
 * @param lastDrill what came of the last restore that was drilled
 */
record ArchiveReport(Backed backed, List<Damage> damages, Optional<Drill> lastDrill) {

  /** Of an archive that was not asked yet. */
  static final ArchiveReport NOTHING =
      new ArchiveReport(Backed.NOTHING, List.of(), Optional.empty());

  ArchiveReport {
    damages = List.copyOf(damages);
  }

  /**
   * @throws ProblemException it does not answer
   */
  static ArchiveReport of(Archive archive) {
    Backed backed = Backed.of(archive);
    List<Damage> damages = new ArrayList<>(backed.damages());
    Optional<Drill> lastDrill = Backed.lastDrill(archive, damages);
    return new ArchiveReport(backed, damages, lastDrill);
  }

  /** The same, and that it says no more now. */
  ArchiveReport without(ProblemException why) {
    return without(String.valueOf(why.getMessage()), why.hint());
  }

  ArchiveReport without(String why, String hint) {
    List<Damage> all = new ArrayList<>(damages);
    all.add(new Damage.Unreadable(why, hint));
    return new ArchiveReport(backed, all, lastDrill);
  }
}
