package dev.tidemark.archive.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory. A crash loses what was not committed, and the writers that were open. */
public final class MemoryStorage implements Storage {

  private final ConcurrentSkipListMap<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();
  private final AtomicInteger crashes = new AtomicInteger();

  /** From now on, refuses to delete this file, as an object lock does. */
  public void keep(String path) {
    kept.add(path);
  }

  /** The process dies here: what its writers hold is gone, and nothing they do later counts. */
  public void crash() {
    crashes.incrementAndGet();
  }

  /** A file's content, for changing it as a bad disk would. */
  public byte[] content(String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new MissingFileException(path, toString());
    }
    return content.clone();
  }

  /** Another storage with the same files: what becomes of one is nothing to the other. */
  public MemoryStorage copy() {
    MemoryStorage copy = new MemoryStorage();
    // A content is replaced, never changed, so both may hold the same.
    copy.files.putAll(files);
    copy.kept.addAll(kept);
    return copy;
  }

  /** Puts a content in place without any of the rules. */
  public void replace(String path, byte[] content) {
    files.put(path, content.clone());
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    return files.putIfAbsent(StoragePath.checked(path), content.clone()) == null;
  }

  @Override
  public StorageWriter create(String path) {
    return new MemoryWriter(StoragePath.checked(path));
  }

  @Override
  public InputStream open(String path, long offset) {
    byte[] content = content(StoragePath.checked(path));
    int from = (int) Math.min(offset, content.length);
    return new ByteArrayInputStream(content, from, content.length - from);
  }

  @Override
  public List<StoredFile> list(String prefix) {
    return files.tailMap(StoragePath.checkedPrefix(prefix)).entrySet().stream()
        .takeWhile(file -> file.getKey().startsWith(prefix))
        .map(file -> new StoredFile(file.getKey(), file.getValue().length))
        .toList();
  }

  @Override
  public void delete(String path) {
    if (kept.contains(path)) {
      throw new StorageRefusedException("cannot delete " + path, "Wait until it is let go.", null);
    }
    files.remove(StoragePath.checked(path));
  }

  @Override
  public void close() {
    // What is in memory is held by whoever holds this.
  }

  @Override
  public String toString() {
    return "memory";
  }

  private final class MemoryWriter extends StorageWriter {

    private final String path;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final int born = crashes.get();

    private MemoryWriter(String path) {
      this.path = path;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      checkAlive();
      written.write(bytes, offset, length);
    }

    @Override
    public void commit() {
      checkAlive();
      files.put(path, written.toByteArray());
    }

    @Override
    public void close() {
      // Nothing was visible, so nothing is left.
    }

    private void checkAlive() {
      if (born != crashes.get()) {
        throw new IllegalStateException(path + " belongs to a process that died");
      }
    }
  }
}
