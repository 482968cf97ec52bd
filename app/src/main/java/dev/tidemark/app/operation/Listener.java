package dev.tidemark.app.operation;

/** Hears what an operation does while it lasts. */
public interface Listener {

  /**
   * @param step what is being done, in a word or two
   * @param total what {@code done} will come to; -1 when nobody knows
   */
  void progress(String step, long done, long total);

  /** Something a person should know beside the result. */
  void note(String text);
}
