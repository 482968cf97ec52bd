package dev.tidemark.restorer.load;

import dev.tidemark.restorer.select.RestoredTable;

/**
 * Where restored tables go. Until {@link #publish} has returned, it looks to everyone else as it
 * did before; what is closed unpublished leaves nothing behind.
 */
public interface Destination extends AutoCloseable {

  /** Finds out whether everything can be made there. Changes nothing. */
  void validate();

  /** Makes the empty tables, where nobody sees them. */
  void prepare();

  /**
   * Opens one table for its rows. Several may be open at once, each for one thread.
   *
   * @param toAddUp how many rows there will be to add up, at most; none when nobody asks for that
   */
  TableDestination open(RestoredTable table, long toAddUp);

  /** Stops whatever is under way in other threads, which then fail. */
  void cancel();

  /** Does of {@link #publish} what can fail because of the rows, and puts nothing in its place. */
  void rehearse();

  /** Puts all tables in their place at once. */
  Published publish(Completion completion);

  /** Ends it; undoes everything when it was not published. */
  @Override
  void close();
}
