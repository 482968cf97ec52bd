package dev.tidemark.archive.storage;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A storage whose next calls fail as a test says, in that order. For one thread. */
final class ScriptedStorage implements Storage {

  private final Storage storage;
  private final Deque<Fate> script = new ArrayDeque<>();
  private final Map<Integer, Runnable> before = new HashMap<>();
  private int calls;

  ScriptedStorage(Storage storage) {
    this.storage = storage;
  }

  /** What is to become of a call. */
  private sealed interface Fate {

    record Done() implements Fate {}

    record Refused() implements Fate {}

    record Unanswered() implements Fate {}

    record Failed(RuntimeException failure) implements Fate {}
  }

  /** So many calls are not carried out. */
  void refuse(int times) {
    for (int i = 0; i < times; i++) {
      script.add(new Fate.Refused());
    }
  }

  /** So many calls are carried out, once, and their answers are lost. */
  void loseAnswers(int times) {
    for (int i = 0; i < times; i++) {
      script.add(new Fate.Unanswered());
    }
  }

  void fail(RuntimeException failure) {
    script.add(new Fate.Failed(failure));
  }

  /** Something happens before the n-th call from the first on. */
  void before(int call, Runnable happening) {
    before.put(call, happening);
  }

  int calls() {
    return calls;
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    Fate fate = call("write", path);
    boolean put = storage.putIfAbsent(path, content);
    answer(fate, path);
    return put;
  }

  @Override
  public StorageWriter create(String path) {
    return new Writer(path, storage.create(path));
  }

  @Override
  public InputStream open(String path, long offset) {
    Fate unused = call("read", path);
    return storage.open(path, offset);
  }

  @Override
  public List<StoredFile> list(String prefix) {
    Fate unused = call("list", prefix);
    return storage.list(prefix);
  }

  @Override
  public void delete(String path) {
    Fate unused = call("delete", path);
    storage.delete(path);
  }

  @Override
  public void close() {
    storage.close();
  }

  @Override
  public String toString() {
    return storage.toString();
  }

  private Fate call(String verb, String path) {
    calls++;
    before.getOrDefault(calls, () -> {}).run();
    Fate next = script.isEmpty() ? new Fate.Done() : script.remove();
    if (next instanceof Fate.Refused) {
      throw new StorageBusyException(
          StorageException.cannot(verb, path, toString()) + "it is busy", "Wait.", null);
    }
    if (next instanceof Fate.Failed failed) {
      throw failed.failure();
    }
    return next;
  }

  private void answer(Fate fate, String path) {
    if (fate instanceof Fate.Unanswered) {
      throw new AnswerLostException(
          StorageException.cannot("write", path, toString()) + "no answer", "Look.", null);
    }
  }

  private final class Writer extends StorageWriter {

    private final String path;
    private final StorageWriter writer;
    private boolean committed;

    private Writer(String path, StorageWriter writer) {
      this.path = path;
      this.writer = writer;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      Fate unused = call("write", path);
      writer.write(bytes, offset, length);
    }

    @Override
    public void commit() {
      Fate fate = call("write", path);
      if (!committed) {
        writer.commit();
        committed = true;
      }
      answer(fate, path);
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
