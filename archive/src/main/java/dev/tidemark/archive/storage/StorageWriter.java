package dev.tidemark.archive.storage;

import java.io.OutputStream;

/**
 * A file being written. {@link #close()} without {@link #commit()} leaves nothing behind; a crash
 * leaves nothing that a reader sees. All errors are {@link StorageException}s.
 *
 * <p>After a {@link TransientStorageException} the same call may be made again, with the same
 * arguments: it goes on where it failed, and nothing is written twice. After any other error there
 * is only {@link #close()}.
 */
public abstract class StorageWriter extends OutputStream {

  /**
   * Makes the file durable and visible under its name, in place of any other that had the name.
   * Nothing may be written after it. Called again after {@link AnswerLostException}, it finds what
   * the call before has done.
   *
   * @throws AnswerLostException whether it became visible is not known
   * @throws StorageException it did not become durable; nothing is visible
   */
  public abstract void commit();

  /** Lets go of the file; removes it unless it was committed. */
  @Override
  public abstract void close();

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length);
}
