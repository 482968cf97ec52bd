package dev.tidemark.archive.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A storage that tries again what failed for now, within limits. What a call means stays: of
 * several writers of one file one wins, and each of them knows whether it was the one.
 */
public final class RetryingStorage implements Storage {

  private final Storage storage;
  private final Retry retry;

  public RetryingStorage(Storage storage, Retry retry) {
    this.storage = storage;
    this.retry = retry;
  }

  /**
   * {@inheritDoc}
   *
   * <p>When an attempt failed, the file that stands in the way of the next one may be the one that
   * this call has written, whatever the storage said. Then its content decides: who has the same to
   * say has won, whoever wrote it.
   */
  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    Put put = new Put(path, content);
    return retry.call(put::attempt) || (put.hasFailed && put.isThere());
  }

  @Override
  public StorageWriter create(String path) {
    return new RetryingWriter(retry.call(() -> storage.create(path)), retry);
  }

  @Override
  public InputStream open(String path, long offset) {
    return new RetryingInput(retry.call(() -> storage.open(path, offset)), retry);
  }

  @Override
  public List<StoredFile> list(String prefix) {
    return retry.call(() -> storage.list(prefix));
  }

  @Override
  public void delete(String path) {
    retry.run(() -> storage.delete(path));
  }

  @Override
  public UnfinishedFiles unfinished() {
    return storage.unfinished();
  }

  @Override
  public FileLocks locks() {
    return new RetryingLocks(storage.locks(), retry);
  }

  @Override
  public void close() {
    storage.close();
  }

  @Override
  public String toString() {
    return storage.toString();
  }

  private final class Put {

    private final String path;
    private final byte[] content;
    private boolean hasFailed;

    private Put(String path, byte[] content) {
      this.path = path;
      this.content = content;
    }

    boolean attempt() {
      try {
        return storage.putIfAbsent(path, content);
      } catch (StorageException e) {
        hasFailed = true;
        throw e;
      }
    }

    /** Whether the file has this content. */
    boolean isThere() {
      try (InputStream in = open(path, 0)) {
        return Arrays.equals(in.readNBytes(content.length + 1), content);
      } catch (MissingFileException e) {
        // It was there a moment ago: whose it was, nobody can tell any more.
        throw unknown("the file that was there has been deleted since", e);
      } catch (StorageException | IOException e) {
        throw unknown("what is there now cannot be read: " + e.getMessage(), e);
      }
    }

    private AnswerLostException unknown(String why, Exception cause) {
      return new AnswerLostException(
          StorageException.cannot("write", path, storage.toString())
              + "an attempt failed, and "
              + why,
          "Check that the storage is reachable and what else writes there, then run it again.",
          cause);
    }
  }
}
