package dev.tidemark.compactor.sort;

/**
 * Walks over records. What {@link #buffer()} shows is valid until the next {@link #advance()} or
 * {@link #close()}.
 */
public interface RecordCursor extends AutoCloseable {

  /** Moves to the next record; false at the end. To be called once before the first record. */
  boolean advance();

  /** The array the current record lies in. */
  byte[] buffer();

  /** Where in {@link #buffer()} it begins. */
  int offset();

  /** How many bytes it has. */
  int length();

  @Override
  void close();
}
