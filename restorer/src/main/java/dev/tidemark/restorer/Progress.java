package dev.tidemark.restorer;

/**
 * How far a restore has come.
 *
 * @param phase what it is doing
 * @param done bytes checked, or rows loaded
 * @param total of them; of rows, what there are at most
 * @param tablesDone tables that are loaded, complete and verified
 * @param tables of them
 */
public record Progress(Phase phase, long done, long total, int tablesDone, int tables) {

  /** The steps that take time. */
  public enum Phase {
    /** Files are read and compared with their manifests. */
    VALIDATE,
    /** Rows are loaded, indexes made, tables added up. */
    LOAD,
    /** Tables are put in their place. */
    FINISH
  }
}
