package dev.tidemark.archive.storage.encryption;

import dev.tidemark.archive.storage.FileLocks;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoragePath;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.UnfinishedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A storage of which nobody without the key can read contents or the names of tables. Each backup
 * has a data key of its own, and each file is bound to its path: one in another's place is damage.
 * The collection's keys are made with the first write, and fetched with the first call that needs
 * them.
 */
public final class EncryptedStorage implements Storage {

  private final Storage storage;
  private final KeyRing ring;
  private final MasterKey master;
  private final Encryption encryption;
  private @Nullable CollectionKeys keys;

  /**
   * @param storage where the ciphertext goes
   * @param collection the directory of the files that are encrypted; nothing else is kept here
   * @param encryption of keys that are made; keys that are there have theirs
   */
  public EncryptedStorage(
      Storage storage, String collection, MasterKey master, Encryption encryption) {
    this.storage = storage;
    this.ring = new KeyRing(storage, collection);
    this.master = master;
    this.encryption = encryption;
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
    String name = name(path);
    try (OutputStream encrypting = encrypting(path, ciphertext)) {
      encrypting.write(content);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return storage.putIfAbsent(name, ciphertext.toByteArray());
  }

  @Override
  public StorageWriter create(String path) {
    StorageWriter ciphertext = storage.create(name(path));
    try {
      return new EncryptedWriter(
          path, ciphertext, encrypting(path, EncryptedWriter.unclosed(ciphertext)));
    } catch (RuntimeException e) {
      ciphertext.close();
      throw e;
    }
  }

  @Override
  public InputStream open(String path, long offset) {
    String name = name(path);
    long size = offset == 0 ? 0 : size(name);
    Ciphertext ciphertext = new Ciphertext(storage, name, opened(path, name), size);
    CollectionKeys keys = keysFor(ciphertext);
    return new DecryptedInput(path, ciphertext, () -> decrypting(keys, path, ciphertext, offset));
  }

  @Override
  public List<StoredFile> list(String prefix) {
    List<StoredFile> files = new ArrayList<>();
    for (StoredFile file : storage.list(FileNames.clearPrefix(StoragePath.checkedPrefix(prefix)))) {
      if (!file.path().equals(ring.path())) {
        names()
            .decrypted(file.path())
            .filter(path -> path.startsWith(prefix))
            .map(path -> new StoredFile(path, keys().size(path, file.bytes())))
            .ifPresent(files::add);
      }
    }
    files.sort(Comparator.comparing(StoredFile::path));
    return files;
  }

  @Override
  public void delete(String path) {
    storage.delete(name(path));
  }

  @Override
  public UnfinishedFiles unfinished() {
    return storage.unfinished();
  }

  @Override
  public FileLocks locks() {
    return new EncryptedLocks(storage.locks(), this::name, ring.path());
  }

  @Override
  public void close() {
    storage.close();
  }

  @Override
  public String toString() {
    return storage.toString();
  }

  /** What is missing is told by the name that people know it by. */
  private InputStream opened(String path, String name) {
    try {
      return storage.open(name, 0);
    } catch (MissingFileException e) {
      throw new MissingFileException(path, toString());
    }
  }

  private String name(String path) {
    String checked = StoragePath.checked(path);
    if (checked.equals(ring.path())) {
      throw new IllegalArgumentException("'" + path + "' is where the keys are");
    }
    return FileNames.isDeep(checked) ? names().encrypted(checked) : checked;
  }

  private FileNames names() {
    return keys().fileNames();
  }

  private long size(String name) {
    return storage.list(name).stream()
        .filter(file -> file.path().equals(name))
        .mapToLong(StoredFile::bytes)
        .findFirst()
        .orElse(0);
  }

  private OutputStream encrypting(String path, OutputStream ciphertext) {
    try {
      FileKey key = keys().ofNew(path);
      ciphertext.write(key.head());
      return key.contents().newEncryptingStream(ciphertext, bound(path));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a file can always be begun", e);
    }
  }

  /**
   * Not fetched before there is a file: who looks for one in an empty place makes no keys there.
   */
  private CollectionKeys keysFor(Ciphertext ciphertext) {
    try {
      return keys();
    } catch (RuntimeException e) {
      try {
        ciphertext.close();
      } catch (IOException unclosed) {
        e.addSuppressed(unclosed);
      }
      throw e;
    }
  }

  private static InputStream decrypting(
      CollectionKeys keys, String path, Ciphertext ciphertext, long offset)
      throws GeneralSecurityException, IOException {
    FileKey key = keys.of(path, ciphertext.head(keys.headBytes(path)));
    if (offset == 0) {
      return key.contents().newDecryptingStream(ciphertext, bound(path));
    }
    SeekableByteChannel channel =
        key.contents().newSeekableDecryptingChannel(ciphertext, bound(path));
    return Channels.newInputStream(channel.position(offset));
  }

  private static byte[] bound(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }

  private synchronized CollectionKeys keys() {
    if (keys == null) {
      keys = ring.open(master, encryption);
    }
    return keys;
  }
}
