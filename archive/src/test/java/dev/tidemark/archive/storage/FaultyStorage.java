package dev.tidemark.archive.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A storage that fails when it is told to: at the n-th call, writes and commits included, when so
 * many bytes were written, or for now and then, as stores over a network do.
 */
public final class FaultyStorage implements Storage {

  private static final String FULL = "No space left on device";

  private final Storage storage;
  private long callsLeft = Long.MAX_VALUE;
  private long bytesLeft = Long.MAX_VALUE;
  private long calls;
  private Faults faults = Faults.NONE;

  public FaultyStorage(Storage storage) {
    this.storage = storage;
  }

  /** From now on, so many calls succeed, and none after them. */
  public synchronized void failAfterCalls(long count) {
    callsLeft = count;
  }

  /** From now on, the disk takes so many bytes. */
  public synchronized void fillAfterBytes(long count) {
    bytesLeft = count;
  }

  /** From now on, calls fail for a while as this says. */
  public synchronized void failForNow(Faults some) {
    faults = some;
  }

  /** The disk is as good as new. */
  public synchronized void heal() {
    faults = Faults.NONE;
    callsLeft = Long.MAX_VALUE;
    bytesLeft = Long.MAX_VALUE;
  }

  /** Calls so far: how far a test that fails at each of them has to go. */
  public synchronized long calls() {
    return calls;
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    call("write", path);
    take(path, content.length);
    boolean put = storage.putIfAbsent(path, content);
    answer("write", path);
    return put;
  }

  @Override
  public StorageWriter create(String path) {
    call("write", path);
    return new FaultyWriter(path, storage.create(path));
  }

  @Override
  public InputStream open(String path, long offset) {
    call("read", path);
    return new FaultyInput(path, storage.open(path, offset));
  }

  @Override
  public List<StoredFile> list(String prefix) {
    call("list", prefix);
    return storage.list(prefix);
  }

  @Override
  public void delete(String path) {
    call("delete", path);
    storage.delete(path);
    answer("delete", path);
  }

  @Override
  public void close() {
    storage.close();
  }

  @Override
  public String toString() {
    return storage.toString();
  }

  private synchronized void call(String verb, String path) {
    calls++;
    if (callsLeft-- <= 0) {
      throw StorageException.of(verb, path, toString(), new IOException("injected fault"));
    }
    if (faults.refuses()) {
      throw new StorageBusyException(
          StorageException.cannot(verb, path, toString()) + "it is busy", "Try again later.", null);
    }
  }

  private synchronized void answer(String verb, String path) {
    if (faults.losesAnswer()) {
      throw new AnswerLostException(
          StorageException.cannot(verb, path, toString()) + "no answer", "Look for it.", null);
    }
  }

  private synchronized boolean breaksRead() {
    return faults.breaksRead();
  }

  private synchronized void take(String path, long bytes) {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw StorageException.of("write", path, toString(), new IOException(FULL));
    }
  }

  private final class FaultyWriter extends StorageWriter {

    private final String path;
    private final StorageWriter writer;
    private boolean committed;

    private FaultyWriter(String path, StorageWriter writer) {
      this.path = path;
      this.writer = writer;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      call("write", path);
      take(path, length);
      writer.write(bytes, offset, length);
    }

    @Override
    public void commit() {
      call("write", path);
      if (!committed) {
        writer.commit();
        committed = true;
      }
      answer("write", path);
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  private final class FaultyInput extends FilterInputStream {

    private final String path;

    private FaultyInput(String path, InputStream in) {
      super(in);
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      breakSometimes();
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      breakSometimes();
      return super.read(bytes, offset, length);
    }

    private void breakSometimes() throws BrokenReadException {
      if (breaksRead()) {
        throw new BrokenReadException("reading " + path + " broke off", null);
      }
    }
  }
}
