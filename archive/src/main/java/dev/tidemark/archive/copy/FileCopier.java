package dev.tidemark.archive.copy;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Copies files, a piece in memory at a time, and believes none that its hash does not fit. */
final class FileCopier {

  private static final int PIECE = 64 * 1024;

  private final Storage from;
  private final Storage to;
  private final Progress progress;
  private final byte[] piece = new byte[PIECE];
  private long written;

  FileCopier(Storage from, Storage to, Progress progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /** Bytes of the files that were written. */
  long written() {
    return written;
  }

  void copy(FileCopy file) {
    boolean isThere =
        switch (file.presence()) {
          case WHOLE -> true;
          case TO_BE_READ -> isWhole(file);
          case ABSENT -> false;
        };
    if (isThere) {
      progress.advance(file.bytes());
    } else {
      write(file);
    }
  }

  /** A file that is not what the manifest says is not committed. */
  private void write(FileCopy file) {
    try (StorageWriter writer = to.create(file.path())) {
      MessageDigest digest = Sha256.newDigest();
      long bytes =
          drain(
              from,
              file.path(),
              count -> {
                digest.update(piece, 0, count);
                writer.write(piece, 0, count);
                progress.advance(count);
              });
      require(file, bytes, digest);
      writer.commit();
      written += bytes;
    }
  }

  private static void require(FileCopy file, long bytes, MessageDigest digest) {
    if (bytes != file.bytes()) {
      throw new DamagedFileException(
          file.path(), "it has " + bytes + " bytes where the manifest has " + file.bytes());
    }
    if (!Sha256.ofDigest(digest.digest()).equals(file.sha256())) {
      throw new DamagedFileException(file.path(), "its SHA-256 is not the one in the manifest");
    }
  }

  private boolean isWhole(FileCopy file) {
    MessageDigest digest = Sha256.newDigest();
    long unused = drain(to, file.path(), count -> digest.update(piece, 0, count));
    return Sha256.ofDigest(digest.digest()).equals(file.sha256());
  }

  private long drain(Storage storage, String path, Sink sink) {
    try (InputStream in = storage.open(path, 0)) {
      long bytes = 0;
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        sink.take(count);
        bytes += count;
      }
      return bytes;
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
  }

  /** Takes so many bytes from the piece. */
  private interface Sink {
    void take(int count);
  }
}
